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

const RESERVED = [
  CLIENT_ADDRESS_HEADER,
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-forwarded-for",
  "x-forwarded-port",
  "forwarded",
];

const forwardedHeaders = ({ address, host, proto }: ClientInfo) =>
  [
    [CLIENT_ADDRESS_HEADER, address],
    ["x-forwarded-for", address],
    ["x-forwarded-host", host],
    ["x-forwarded-proto", proto],
  ] as const;

/** Replaces the headers that only a proxy may set by what we know of the client. */
export function setForwardedHeaders(incoming: IncomingMessage, client: ClientInfo): void {
  const { headers, rawHeaders } = incoming;
  if (RESERVED.some((name) => headers[name] !== undefined)) {
    for (const name of RESERVED) delete headers[name];
    for (let index = rawHeaders.length - 2; index >= 0; index -= 2)
      if (RESERVED.includes(rawHeaders[index]?.toLowerCase() ?? "")) rawHeaders.splice(index, 2);
  }
  for (const [name, value] of forwardedHeaders(client)) {
    headers[name] = value;
    rawHeaders.push(name, value);
  }
}
