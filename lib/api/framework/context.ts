import { randomUUID } from "node:crypto";
import type { RateLimitStatus } from "@/lib/core/rate-limit";

/** What a mount can do: Next drops Content-Encoding and compresses by itself. */
export type Mount = { supportsContentEncoding: boolean };

/** What becomes known of one request on its way. */
export type RequestContext = {
  /** Ours, whatever the client sends, so that nobody can write into our logs. */
  readonly id: string;
  readonly url: URL;
  /** The path as its endpoint defines it, for labels: a client could make up any number of paths. */
  readonly route: string;
  readonly mount: Mount;
  userId?: string;
  rateLimits: readonly RateLimitStatus[];
  /** Rejected by load shedding: counted, but not logged one by one. */
  isShed: boolean;
  /** The body, where it was read before the handler runs. */
  bodyText?: Promise<string>;
};

export const UNKNOWN_ROUTE = "(unknown)";

/** The context of a request that begins now. */
export const createContext = (url: URL, route: string, mount: Mount): RequestContext => ({
  id: randomUUID(),
  url,
  route,
  mount,
  rateLimits: [],
  isShed: false,
});
