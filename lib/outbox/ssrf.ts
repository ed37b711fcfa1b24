import { lookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";

const PUBLIC_IPV6 = ipaddr.IPv6.parseCIDR("2000::/3"); // the library calls ::127.0.0.1 and 4000::/2 unicast as well

/** Whether an IP address is outside the public internet. */
export function isPrivateAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return true;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return true;
  return parsed instanceof ipaddr.IPv6 && !parsed.match(PUBLIC_IPV6);
}

export class PrivateAddressError extends Error {
  constructor(host: string) {
    super(`${host} is a private address: WEBHOOK_ALLOW_PRIVATE=1 allows it`);
    this.name = "PrivateAddressError";
  }
}

const ipLiteral = ({ hostname }: URL) => {
  const bare = hostname.replace(/^\[|\]$/g, "");
  return isIP(bare) ? bare : null;
};

/** Finds what is wrong with a webhook's URL before any lookup; null when nothing is. */
export function validateUrl(url: URL, allowPrivate: boolean): "scheme" | "private" | null {
  if (url.username || url.password || !["https:", "http:"].includes(url.protocol)) return "scheme";
  if (allowPrivate) return null;
  if (url.protocol !== "https:") return "scheme";
  const literal = ipLiteral(url);
  return (literal && isPrivateAddress(literal)) || /(^|\.)localhost\.?$/i.test(url.hostname) ? "private" : null;
}

/** Fails with PrivateAddressError on a private address; its result is what connects, so DNS cannot change it later. */
export const rejectPrivate =
  (lookupName: LookupFunction): LookupFunction =>
  (host, options, callback) => {
    lookupName(host, { ...options, all: true }, (error, result) => {
      if (error) return callback(error, []);
      const addresses = typeof result === "string" ? [{ address: result, family: isIP(result) }] : result;
      const hasPrivate = addresses.some(({ address }) => isPrivateAddress(address));
      const [first] = addresses;
      if (hasPrivate || !first) return callback(new PrivateAddressError(host), []);
      if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };

export const publicLookup = rejectPrivate(lookup);
