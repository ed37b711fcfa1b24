import { isIPv6 } from "node:net";
import { env } from "./env";

const MAX_LENGTH = 64; // characters; an IPv6 address with its zone has fewer

/** The eight groups of an IPv6 address; what `::` stands for is written out. */
function expandIpv6(address: string): string[] {
  const [front = "", back] = address.split("::").map((half) => half.split(":").filter(Boolean));
  if (back === undefined) return [...front];
  return [...front, ...Array<string>(Math.max(0, 8 - front.length - back.length)).fill("0"), ...back];
}

/**
 * What an address is counted by. Of IPv6 its /64: that is what one household or phone is given (RFC 6177), and whoever
 * has one has all its 2^64 addresses.
 */
export function rateLimitKey(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  if (!isIPv6(plain)) return plain.slice(0, MAX_LENGTH);
  const network = expandIpv6(plain.toLowerCase()).slice(0, 4);
  return `${network.map((group) => group.replace(/^0+(?=.)/, "")).join(":")}::/64`;
}

/**
 * The client's address as limits count it, from the one header that whoever stands before this process is trusted to
 * write (TRUSTED_PROXY_HEADER); of a list, the last entry, which that proxy added itself. Null when none is trusted: what
 * a client says about its own address counts for nothing.
 */
export function clientIpFrom(header: (name: string) => string | null | undefined): string | null {
  const { TRUSTED_PROXY_HEADER: name } = env();
  const value = name ? header(name.toLowerCase()) : null;
  const last = value?.split(",").at(-1)?.trim();
  return last ? rateLimitKey(last) : null;
}
