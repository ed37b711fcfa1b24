import type { IncomingMessage } from "node:http";
import { env } from "@/lib/core/env";

/**
 * The header in which the processes behind the front door are told the visitor's address: their TRUSTED_PROXY_HEADER.
 * Whatever a client sends under this name is dropped.
 */
export const CLIENT_ADDRESS_HEADER = "x-jari-client-address";

const FORWARDED = ["x-forwarded-host", "x-forwarded-proto", "x-forwarded-for", "x-forwarded-port", "forwarded"];

export type ClientInfo = { address: string; host: string; proto: string };

/** Who is at the other end: what the socket says, or one's own proxy, if `trusted` names the header it writes. */
export function clientInfo({ socket, headers }: IncomingMessage, trusted?: string): ClientInfo {
  const said = (name: string) => (trusted ? headers[name]?.toString().split(",").at(-1)?.trim() : undefined);
  return {
    address: (trusted && said(trusted.toLowerCase())) || (socket.remoteAddress ?? "").replace(/^::ffff:/, ""),
    host: said("x-forwarded-host") || headers.host || "",
    proto: said("x-forwarded-proto") || (env().NEXTAUTH_URL?.startsWith("https:") ? "https" : "http"),
  };
}

const IGNORED = new Set([CLIENT_ADDRESS_HEADER, ...FORWARDED]);

/** Whether nobody but we may say this of a visitor: a header's name, in lower case. */
export const isForwarded = (name: string): boolean => IGNORED.has(name);

/** Our word on the visitor. */
export const forwardedHeaders = ({ address, host, proto }: ClientInfo): Record<string, string> => ({
  [CLIENT_ADDRESS_HEADER]: address,
  "x-forwarded-for": address,
  "x-forwarded-host": host,
  "x-forwarded-proto": proto,
});

/** The headers as they came, name and value in turn, without what only we may say, and with our word on the visitor. */
export function withForwardedHeaders({ rawHeaders }: IncomingMessage, visitor: ClientInfo): string[] {
  const headers: string[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const [name = "", value = ""] = [rawHeaders[at], rawHeaders[at + 1]];
    if (!IGNORED.has(name.toLowerCase())) headers.push(name, value);
  }
  return [...headers, ...Object.entries(forwardedHeaders(visitor)).flat()];
}
