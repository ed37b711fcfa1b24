import ipaddr from "ipaddr.js";
import { env } from "./env";

const MAX_LENGTH = 64; // characters; an IPv6 address with its zone has fewer

/**
 * The key an address is rate-limited by: itself, or the /64 of an IPv6 address, which is what one household or phone is given
 * (RFC 6177).
 */
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

/**
 * The client's rate-limit key, from the header that TRUSTED_PROXY_HEADER names; of a list, the last entry, which the proxy
 * appended itself. Null without such a setting: what a client says about its own address is never trusted.
 */
export function clientIpFrom(header: (name: string) => string | null | undefined): string | null {
  const { TRUSTED_PROXY_HEADER: name } = env();
  const value = name ? header(name.toLowerCase()) : null;
  const last = value?.split(",").at(-1)?.trim();
  return last ? rateLimitKey(last) : null;
}
