import type { IncomingMessage } from "node:http";
import { BlockList, isIPv6 } from "node:net";
import { LRUCache } from "lru-cache";
import { env } from "@/lib/core/env";

/**
 * The header in which this server tells the handlers and Next the client's address: their TRUSTED_PROXY_HEADER. Whatever a
 * client sends under this name is dropped.
 */
export const CLIENT_ADDRESS_HEADER = "x-jari-client-address";

export type ClientInfo = { address: string; host: string; proto: string };

const family = (address: string) => (isIPv6(address) ? "ipv6" : "ipv4");

function trustedProxies(): BlockList {
  const list = new BlockList();
  for (const range of env().TRUSTED_PROXY_ADDRESSES) {
    const [address = "", bits] = range.split("/");
    if (bits === undefined) list.addAddress(address, family(address));
    else list.addSubnet(address, Number(bits), family(address));
  }
  return list;
}

let proxies: BlockList | undefined;

const MAX_PEERS = 1_000;
const knownPeers = new LRUCache<string, boolean>({ max: MAX_PEERS }); // a proxy sends thousands of requests a second

function isTrustedProxy(peer: string): boolean {
  proxies ??= trustedProxies();
  const known = knownPeers.get(peer);
  if (known !== undefined) return known;
  const isTrusted = peer !== "" && proxies.check(peer, family(peer));
  knownPeers.set(peer, isTrusted);
  return isTrusted;
}

/**
 * The client by its socket; or, where `trustedHeader` is set and the peer is one of TRUSTED_PROXY_ADDRESSES, by the
 * headers of that proxy.
 */
export function clientInfo({ socket, headers }: IncomingMessage, trustedHeader?: string): ClientInfo {
  const peer = (socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  const isFromProxy = trustedHeader !== undefined && trustedHeader !== "" && isTrustedProxy(peer);
  const last = (name: string) => (isFromProxy ? headers[name]?.toString().split(",").at(-1)?.trim() : undefined);
  return {
    address: (trustedHeader && last(trustedHeader.toLowerCase())) || peer,
    host: last("x-forwarded-host") || headers.host || "",
    proto: last("x-forwarded-proto") || (env().NEXTAUTH_URL?.startsWith("https:") ? "https" : "http"),
  };
}

const RESERVED = [
  CLIENT_ADDRESS_HEADER,
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-forwarded-for",
  "x-forwarded-port",
  "forwarded",
];

/** Replaces the headers that only a proxy may set by what we know of the client. */
export function setForwardedHeaders(incoming: IncomingMessage, { address, host, proto }: ClientInfo): void {
  const { headers, rawHeaders } = incoming;
  if (RESERVED.some((name) => headers[name] !== undefined)) {
    for (const name of RESERVED) delete headers[name];
    for (let index = rawHeaders.length - 2; index >= 0; index -= 2)
      if (RESERVED.includes(rawHeaders[index]?.toLowerCase() ?? "")) rawHeaders.splice(index, 2);
  }
  headers[CLIENT_ADDRESS_HEADER] = headers["x-forwarded-for"] = address;
  headers["x-forwarded-host"] = host;
  headers["x-forwarded-proto"] = proto;
  rawHeaders.push(CLIENT_ADDRESS_HEADER, address, "x-forwarded-for", address);
  rawHeaders.push("x-forwarded-host", host, "x-forwarded-proto", proto);
}
