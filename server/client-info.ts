import type { IncomingMessage } from "node:http";
import { env } from "@/lib/core/env";

/**
 * The header in which this server tells the handlers and Next the client's address: their TRUSTED_PROXY_HEADER. Whatever a
 * client sends under this name is dropped.
 */
export const CLIENT_ADDRESS_HEADER = "x-jari-client-address";

export type ClientInfo = { address: string; host: string; proto: string };

/** The client by its socket; or by the headers of one's own proxy, if `trustedHeader` names the one it writes. */
export function clientInfo({ socket, headers }: IncomingMessage, trustedHeader?: string): ClientInfo {
  const last = (name: string) => (trustedHeader ? headers[name]?.toString().split(",").at(-1)?.trim() : undefined);
  const address = trustedHeader && last(trustedHeader.toLowerCase());
  return {
    address: address || (socket.remoteAddress ?? "").replace(/^::ffff:/, ""),
    host: last("x-forwarded-host") || headers.host || "",
    proto: last("x-forwarded-proto") || (env().NEXTAUTH_URL?.startsWith("https:") ? "https" : "http"),
  };
}

const RESERVED = new Set([
  CLIENT_ADDRESS_HEADER,
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-forwarded-for",
  "x-forwarded-port",
  "forwarded",
]);

const forwardedHeaders = ({ address, host, proto }: ClientInfo): Record<string, string> => ({
  [CLIENT_ADDRESS_HEADER]: address,
  "x-forwarded-for": address,
  "x-forwarded-host": host,
  "x-forwarded-proto": proto,
});

/** Replaces the headers that only a proxy may set by what we know of the client. */
export function setForwardedHeaders(incoming: IncomingMessage, client: ClientInfo): void {
  const { headers, rawHeaders } = incoming;
  const forwarded = forwardedHeaders(client);
  for (const name of RESERVED) delete headers[name];
  Object.assign(headers, forwarded);
  const raw: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const [name = "", value = ""] = [rawHeaders[index], rawHeaders[index + 1]];
    if (!RESERVED.has(name.toLowerCase())) raw.push(name, value);
  }
  incoming.rawHeaders = [...raw, ...Object.entries(forwarded).flat()];
}
