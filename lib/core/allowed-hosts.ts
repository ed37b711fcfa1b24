import { isIP } from "node:net";
import { env } from "./env";

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

const isAddress = (name: string) => isIP(name.replace(/^\[|\]$/g, "")) > 0;

/** Whether a host is localhost or an address of this machine's loopback. */
export const isLoopbackHost = (host: string): boolean => LOOPBACK.test(withoutPort(host));

const withoutPort = (host: string) => host.toLowerCase().replace(/\.?(?::\d+)?$/, "");

type AllowedHosts = { names: ReadonlySet<string>; withAddresses: boolean };

let allowed: AllowedHosts | undefined;

function allowedHosts(): AllowedHosts {
  const { NEXTAUTH_URL, ALLOWED_HOSTS } = env();
  const own = NEXTAUTH_URL === undefined ? "localhost" : new URL(NEXTAUTH_URL).hostname;
  return { names: new Set([own, ...ALLOWED_HOSTS]), withAddresses: LOOPBACK.test(own) };
}

/**
 * Whether a request may be for this host, whatever its port: the host of NEXTAUTH_URL, or one of ALLOWED_HOSTS. Where
 * NEXTAUTH_URL is missing or names this machine, localhost and every IP address as well.
 */
export function isAllowedHost(host: string): boolean {
  allowed ??= allowedHosts();
  const name = withoutPort(host);
  return allowed.names.has(name) || (allowed.withAddresses && (name === "localhost" || isAddress(name)));
}

const OPERATIONAL = /^\/api\/(?:health|metrics|cron\/\w+)(?:\?|$)/;

/** Whether a path is one that monitors and schedulers call by an address of the machine. */
export const isOperationalPath = (path: string): boolean => OPERATIONAL.test(path);
