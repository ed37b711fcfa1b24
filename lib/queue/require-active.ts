import { LRUCache } from "lru-cache";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { HOLD_MARGIN_MS, type LostState, withRecovery } from "./recovery";
import { queueScript } from "./run-script";
import type { Place } from "./token";

const isActiveScript = queueScript<[0 | 1] | LostState>("is-active");
const extendScript = queueScript<[] | [before: number, extended: number] | LostState>("extend-session");
const rollbackScript = queueScript<0 | 1>("rollback-extension");

/** @throws AppError QUEUE_TOKEN_NOT_ACTIVE unless the session of this place is running; QUEUE_UNAVAILABLE */
export async function requireActive(place: Place): Promise<void> {
  const { concertId, userId, number } = place;
  const reply = await withRecovery<[0 | 1]>(place, () => isActiveScript(concertId, [userId, number]));
  if (reply?.[0] !== 1) throw new AppError("QUEUE_TOKEN_NOT_ACTIVE");
}

const RECHECK_AFTER_MS = 1_000; // as often as the seat map behind this gate is read
const recentlyActive = new LRUCache<string, true>({ max: 10_000, ttl: RECHECK_AFTER_MS });

/** requireActive() for reads, checked once a second a fan. @throws QUEUE_TOKEN_NOT_ACTIVE, QUEUE_UNAVAILABLE */
export async function requireActiveCached(place: Readonly<Place>): Promise<void> {
  const key = `${place.concertId}:${place.userId}:${place.number}`;
  if (recentlyActive.has(key)) return;
  await requireActive(place);
  recentlyActive.set(key, true);
}

/** Extends the session past the coming hold, unless SESSION_SECONDS are over; `rollback` never throws and undoes it.
 * @throws AppError QUEUE_TOKEN_NOT_ACTIVE, QUEUE_UNAVAILABLE */
export async function requireActiveForHold(place: Place): Promise<{ rollback(): Promise<void> }> {
  const { concertId, userId, number } = place;
  const holdMs = env().HOLD_SECONDS * 1000 + HOLD_MARGIN_MS;
  const ends = await withRecovery<[] | [number, number]>(place, () =>
    extendScript(concertId, [userId, number, holdMs]),
  );
  if (!ends || ends.length === 0) throw new AppError("QUEUE_TOKEN_NOT_ACTIVE");
  return {
    async rollback() {
      await rollbackScript(concertId, [userId, number, ...ends]).catch(() => {
        log.warn({ concertId, number }, "a session extension was not rolled back");
      });
    },
  };
}
