import type { IncomingMessage } from "node:http";
import { LRUCache } from "lru-cache";
import flightRouterState from "next/dist/server/app-render/parse-and-validate-flight-router-state.js";
import { isAllowedHost, isOperationalPath } from "@/lib/core/allowed-hosts";
import type { ErrorCode } from "@/lib/core/errors";
import type { ClientInfo } from "./client-info";

const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i; // a name, or an address, and a port

const isHost = (host: string) => HOST.test(host) && URL.canParse(`http://${host}`);

const MAX_HOSTS = 100; // a server has a few names, but a client may invent any
const servedHosts = new LRUCache<string, true>({ max: MAX_HOSTS });

/** Remembers the hosts that are served, because looking at one costs as much as routing the request. */
function isServedHost(host: string): boolean {
  if (servedHosts.has(host)) return true;
  const isServed = isHost(host) && isAllowedHost(host);
  if (isServed) servedHosts.set(host, true);
  return isServed;
}

/** Whether a request has one Host; Node itself takes the first of several. */
function hasOneHost({ rawHeaders }: IncomingMessage): boolean {
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length === 4 && name.toLowerCase() === "host") hosts++;
  }
  return hosts === 1;
}

/** Why no handler and no page may see a request: its Host, or the host that its proxy says; null for one that they may. */
export function findHostError(incoming: IncomingMessage, { host }: ClientInfo): ErrorCode | null {
  const own = incoming.headers.host ?? "";
  if (!hasOneHost(incoming)) return "BAD_REQUEST";
  if (isServedHost(host) && (own === host || isHost(own))) return null;
  if (!isHost(own) || !isHost(host)) return "BAD_REQUEST";
  return isOperationalPath(incoming.url ?? "") ? null : "HOST_NOT_ALLOWED";
}

/** What Next's pages and routes can be asked for. */
export const PAGE_METHODS = ["GET", "HEAD", "POST", "OPTIONS"];

const isAuthRoute = (url: string) => /^\/api\/auth(?:[/?]|$)/.test(url);

/** By Next's own parser, which alone knows what its client sends. */
function isRouterState(header: string | string[] | undefined): boolean {
  try {
    flightRouterState.parseAndValidateFlightRouterState(header);
    return true;
  } catch {
    return false;
  }
}

/** As Next compares the Origin of a server action: with the host that the client asked for. */
const isOriginOf = (origin: string, host: string) => URL.canParse(origin) && new URL(origin).host === host;

const isUnreadableForm = (contentType = "") =>
  /^\s*multipart\/form-data/i.test(contentType) && !/;\s*boundary=\S/i.test(contentType);

/** Why a request for Next is refused before Next sees it and answers 500; null for one that Next may see. */
export function findPageRequestError(incoming: IncomingMessage, client: ClientInfo): ErrorCode | null {
  const { method = "", url = "", headers } = incoming;
  const hostError = findHostError(incoming, client);
  if (hostError) return hostError;
  if (!PAGE_METHODS.includes(method)) return "METHOD_NOT_ALLOWED";
  if (!url.startsWith("/")) return "BAD_REQUEST"; // `*`, or a URL that Next would redirect to
  if (!isRouterState(headers["next-router-state-tree"])) return "BAD_REQUEST";
  if (method !== "POST" || isAuthRoute(url)) return null; // next-auth has a token of its own against other sites
  if (headers.origin !== undefined && !isOriginOf(headers.origin, client.host)) return "FORBIDDEN";
  return isUnreadableForm(headers["content-type"]) ? "BAD_REQUEST" : null;
}
