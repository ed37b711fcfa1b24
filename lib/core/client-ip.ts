import ipaddr from "ipaddr.js";
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

/** The rate-limit key of the last entry in the header TRUSTED_PROXY_HEADER names; null without that setting. */
export function clientIpFrom(header: (name: string) => string | null | undefined): string | null {
  const { TRUSTED_PROXY_HEADER: name } = env();
  const value = name ? header(name.toLowerCase()) : null;
  const last = value?.split(",").at(-1)?.trim();
  return last ? rateLimitKey(last) : null;
}
