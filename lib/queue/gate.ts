import { env } from "@/lib/core/env";
import { Refusal } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { verb } from "./ask";
import { found, HOLD_MARGIN_MS, type Loss } from "./find";
import { EXTEND, RESTORE } from "./scripts/extend";
import { GATE } from "./scripts/gate";
import type { Place } from "./token";

const isLetIn = verb<[0 | 1] | Loss>(GATE);
const extend = verb<[] | [before: number, extended: number] | Loss>(EXTEND);
const restore = verb<0 | 1>(RESTORE);

/** @throws Refusal QUEUE_TOKEN_NOT_ACTIVE unless the place is let in and its time not over; QUEUE_UNAVAILABLE */
export async function requireActive(place: Place): Promise<void> {
  const answer = await found<[0 | 1]>(place, () => isLetIn(place.concertId, [place.userId, place.number]));
  if (answer?.[0] !== 1) throw new Refusal("QUEUE_TOKEN_NOT_ACTIVE");
}

const LOOK_MS = 1_000;
const lookedAt = new WeakMap<Readonly<Place>, number>(); // a token proves the same Place as long as this process remembers it

/**
 * The gate of who only looks. It is asked once a second of a fan, as the hall behind it is read once a second: whoever reloads
 * without end costs the line no more than others, and a turn that has ended is noticed within that second.
 * @throws Refusal QUEUE_TOKEN_NOT_ACTIVE, QUEUE_UNAVAILABLE
 */
export async function requireActiveToLook(place: Readonly<Place>): Promise<void> {
  const at = lookedAt.get(place);
  if (at !== undefined && performance.now() - at < LOOK_MS) return;
  await requireActive(place);
  lookedAt.set(place, performance.now());
}

/**
 * The gate of a hold: the session now outlives the hold about to be written (HOLD_SECONDS and a margin). It opens only
 * in the session's own time, SESSION_SECONDS from admission, however far earlier holds have extended it.
 * `undo` is for a hold that was refused: the extension goes, unless another hold has built on it. It never throws.
 * @throws Refusal QUEUE_TOKEN_NOT_ACTIVE, QUEUE_UNAVAILABLE
 */
export async function requireActiveForHold(place: Place): Promise<{ undo(): Promise<void> }> {
  const { concertId, userId, number } = place;
  const holdMs = env().HOLD_SECONDS * 1000 + HOLD_MARGIN_MS;
  const ends = await found<[] | [number, number]>(place, () => extend(concertId, [userId, number, holdMs]));
  if (!ends || ends.length === 0) throw new Refusal("QUEUE_TOKEN_NOT_ACTIVE");
  return {
    async undo() {
      await restore(concertId, [userId, number, ...ends]).catch(() => {
        log.warn({ concertId, number }, "An extension stays that no hold needs");
      });
    },
  };
}
