import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { EXTEND_SESSION, ROLLBACK_EXTENSION } from "./lua/extend-session";
import { IS_ACTIVE } from "./lua/is-active";
import { HOLD_MARGIN_MS, type LostState, withRecovery } from "./recovery";
import { queueScript } from "./run-script";
import type { Place } from "./token";

const isActiveScript = queueScript<[0 | 1] | LostState>(IS_ACTIVE);
const extendScript = queueScript<[] | [before: number, extended: number] | LostState>(EXTEND_SESSION);
const rollbackScript = queueScript<0 | 1>(ROLLBACK_EXTENSION);

/** @throws AppError QUEUE_TOKEN_NOT_ACTIVE unless the place is let in and its time not over; QUEUE_UNAVAILABLE */
export async function requireActive(place: Place): Promise<void> {
  const answer = await withRecovery<[0 | 1]>(place, () =>
    isActiveScript(place.concertId, [place.userId, place.number]),
  );
  if (answer?.[0] !== 1) throw new AppError("QUEUE_TOKEN_NOT_ACTIVE");
}

const RECHECK_AFTER_MS = 1_000;
const lastCheckedAt = new WeakMap<Readonly<Place>, number>(); // a token proves the same Place as long as this process remembers it

/**
 * The gate of who only looks. It is asked once a second of a fan, as the hall behind it is read once a second: whoever reloads
 * without end costs the line no more than others, and a turn that has ended is noticed within that second.
 * @throws AppError QUEUE_TOKEN_NOT_ACTIVE, QUEUE_UNAVAILABLE
 */
export async function requireActiveCached(place: Readonly<Place>): Promise<void> {
  const checkedAt = lastCheckedAt.get(place);
  if (checkedAt !== undefined && performance.now() - checkedAt < RECHECK_AFTER_MS) return;
  await requireActive(place);
  lastCheckedAt.set(place, performance.now());
}

/**
 * The gate of a hold: the session now outlives the hold about to be written (HOLD_SECONDS and a margin). It opens only
 * in the session's own time, SESSION_SECONDS from admission, however far earlier holds have extended it.
 * `undo` is for a hold that was refused: the extension goes, unless another hold has built on it. It never throws.
 * @throws AppError QUEUE_TOKEN_NOT_ACTIVE, QUEUE_UNAVAILABLE
 */
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
        log.warn({ concertId, number }, "An extension stays that no hold needs");
      });
    },
  };
}
