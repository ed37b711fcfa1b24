import { LRUCache } from "lru-cache";
import { log } from "@/lib/core/log";
import { processSingleton } from "@/lib/core/singleton";
import { throttleByKind } from "@/lib/core/throttled-log";
import { loadSessionUser } from "./session-store";
import type { SessionClaims } from "./session-token";
import type { SessionUser } from "./session-user";

const MAX_LOOKUPS = 50_000;
const LOOKUP_TTL_MS = 10_000;
const UNVERIFIED_TTL_MS = 5_000; // while Postgres does not answer
const LOG_INTERVAL_MS = 10_000;

const logSignatureOnly = throttleByKind(LOG_INTERVAL_MS, (sessions) =>
  log.warn({ sessions }, "sessions count by their signature: Postgres did not answer"),
);

type LookedUp = { user: SessionUser | null };

async function lookUp(claims: SessionClaims): Promise<LookedUp & { ttlMs: number }> {
  try {
    return { user: await loadSessionUser(claims), ttlMs: LOOKUP_TTL_MS };
  } catch (error) {
    if (claims.role !== "FAN") throw error;
    logSignatureOnly(String(error));
    return { user: { id: claims.userId, role: claims.role, email: "", name: "" }, ttlMs: UNVERIFIED_TTL_MS };
  }
}

const lookups = () =>
  processSingleton(
    "session lookups",
    () =>
      new LRUCache<string, LookedUp, SessionClaims>({
        max: MAX_LOOKUPS,
        perf: { now: () => Date.now() }, // the clock that tests move
        ttlResolution: 0,
        ignoreFetchAbort: true, // an entry evicted while it is loading still answers its callers
        fetchMethod: async (_id, _stale, { context: claims, options }) => {
          const { user, ttlMs } = await lookUp(claims);
          options.ttl = ttlMs;
          return { user };
        },
      }),
  );

/** A session's user as Postgres had it within the last ten seconds; while it is down, a fan without email and name. */
export const cachedUser = async (claims: SessionClaims): Promise<SessionUser | null> =>
  (await lookups().fetch(claims.sessionId, { context: claims }))?.user ?? null;

/** Makes this process look up every session anew. */
export const forgetLookups = (): void => lookups().clear();
