import { randomUUID } from "node:crypto";
import type { RateLimitStatus } from "@/lib/core/rate-limit";

/** Next drops Content-Encoding and compresses by itself. */
export type Mount = { supportsContentEncoding: boolean };

export type RequestContext = {
  /** Never the client's own id, which could forge log lines. */
  readonly id: string;
  readonly url: URL;
  /** The path's pattern, since labels of client-made paths would be unbounded. */
  readonly route: string;
  readonly mount: Mount;
  userId?: string;
  rateLimits: readonly RateLimitStatus[];
  /** Rejected before any work, by load shedding or as one of too many reads: counted but not logged. */
  isShed: boolean;
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
