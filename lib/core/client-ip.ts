import ipaddr from "ipaddr.js";
import { isLoopbackHost } from "./allowed-hosts";
import { env } from "./env";

const MAX_LENGTH = 64;

/** The rate-limit key of an address: itself, or the /64 of an IPv6 address, which one household has (RFC 6177). */
export function rateLimitKey(address: string): string {
  const withoutZone = address.replace(/%.*$/, "");
  if (!ipaddr.IPv6.isValid(withoutZone)) return withoutZone.slice(0, MAX_LENGTH);
  const ip = ipaddr.IPv6.parse(withoutZone);
  if (ip.isIPv4MappedAddress()) return ip.toIPv4Address().toString();
  return `${ip.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(":")}::/64`;
}

/** The rate-limit key of an address's network: the /24 of an IPv4 address, the /48 of an IPv6 one. */
export function networkKey(addressKey: string): string {
  const [first = "", second = "", third = ""] = addressKey.split(/[.:]/);
  return addressKey.includes(":") ? `${first}:${second}:${third}::/48` : `${first}.${second}.${third}.0/24`;
}

type GetHeader = (name: string) => string | null | undefined;

function lastEntry(header: GetHeader): string | undefined {
  const { TRUSTED_PROXY_HEADER: name } = env();
  const value = name ? header(name.toLowerCase()) : null;
  return value?.split(",").at(-1)?.trim();
}

/** The rate-limit key of the last entry in the header TRUSTED_PROXY_HEADER names; null without that setting. */
export function clientIpFrom(header: GetHeader): string | null {
  const last = lastEntry(header);
  return last ? rateLimitKey(last) : null;
}

/** Whether the client is on this machine, by its address and by the host that it asks for. */
export function isLocalClient(header: GetHeader): boolean {
  const address = lastEntry(header) ?? "";
  return (
    ipaddr.isValid(address) && ipaddr.process(address).range() === "loopback" && isLoopbackHost(header("host") ?? "")
  );
}
