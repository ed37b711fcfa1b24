import { lookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

const privateRanges = new BlockList();
for (const [net, bits] of [
  ...([
    ["0.0.0.0", 8],
    ["10.0.0.0", 8],
    ["100.64.0.0", 10],
    ["127.0.0.0", 8],
    ["169.254.0.0", 16],
  ] as const),
  ...([
    ["172.16.0.0", 12],
    ["192.0.0.0", 24],
    ["192.168.0.0", 16],
    ["198.18.0.0", 15],
    ["224.0.0.0", 3],
  ] as const),
] as const)
  privateRanges.addSubnet(net, bits, "ipv4");
const publicV6 = new BlockList(); // of IPv6 only this is handed out to the world
publicV6.addSubnet("2000::", 3, "ipv6");
const v4Mapped = new BlockList(); // 6to4, Teredo and NAT64 carry an IPv4 address that nobody would look at
for (const [net, bits] of [
  ["2001::", 32],
  ["2002::", 16],
  ["64:ff9b::", 96],
] as const)
  v4Mapped.addSubnet(net, bits, "ipv6");

/** Whether an IP address is this machine's, its network's, or otherwise not one of the open internet. */
export function isPrivateAddress(address: string): boolean {
  if (isIP(address) === 4) return privateRanges.check(address, "ipv4");
  return !publicV6.check(address, "ipv6") || v4Mapped.check(address, "ipv6");
}

export class PrivateAddressError extends Error {
  constructor(host: string) {
    super(`${host} is a private address: WEBHOOK_ALLOW_PRIVATE=1 allows it`);
    this.name = "RefusedAddress";
  }
}

/** The host of a URL as an IP address, when it is written as one. */
const ipLiteral = ({ hostname }: URL) => {
  const bare = hostname.replace(/^\[|\]$/g, "");
  return isIP(bare) ? bare : null;
};

/** What is wrong with a URL for a webhook before anybody is asked for its address; null: nothing. */
export function validateUrl(url: URL, allowPrivate: boolean): "scheme" | "private" | null {
  if (url.username || url.password || !["https:", "http:"].includes(url.protocol)) return "scheme";
  if (allowPrivate) return null;
  if (url.protocol !== "https:") return "scheme";
  const literal = ipLiteral(url);
  return (literal && isPrivateAddress(literal)) || /(^|\.)localhost\.?$/i.test(url.hostname) ? "private" : null;
}

/**
 * Looks a name up and refuses it when any of its addresses is private. A connection is made to what was judged: nobody
 * asks again, so a name that leads elsewhere a moment later gains nothing.
 */
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

/** `publicOnly` of the names that this machine knows. */
export const publicLookup = rejectPrivate(lookup);
