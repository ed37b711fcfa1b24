import { reinitialize } from "./initialize";
import { loadPlaceHistory, STATUS_BY_REASON } from "./place-history";
import { queueScript, unavailable } from "./run-script";
import type { Place } from "./token";

export type LostState = ["NOT_INITIALIZED"] | ["LOST"];

const MAX_ATTEMPTS = 5; // initialize, restore, and the queue may be lost again meanwhile
/** Covers the time from the gate to the hold's own clock, and a payment under way when the hold ends. */
export const HOLD_MARGIN_MS = 30_000;

const restoreScript = queueScript<1>("restore-place");

async function restorePlace(place: Place): Promise<void> {
  const { concertId, userId, number, admittedAt = 0 } = place;
  const { ended, holdLeftMs, holdAgeMs } = await loadPlaceHistory(place);
  const status = ended === null ? "" : STATUS_BY_REASON[ended];
  const holdSlotMs = holdLeftMs > 0 ? holdLeftMs + HOLD_MARGIN_MS : 0;
  await restoreScript(concertId, [userId, number, status, admittedAt, holdSlotMs, holdAgeMs]);
}

export const isLost = (reply: unknown): reply is LostState =>
  Array.isArray(reply) && (reply[0] === "NOT_INITIALIZED" || reply[0] === "LOST");

/** Initializes the queue or restores the place, so that the script can run again; false when the queue never existed. */
export async function recoverFrom(lost: LostState, place: Place): Promise<boolean> {
  if (lost[0] === "NOT_INITIALIZED") return await reinitialize(place.concertId);
  await restorePlace(place);
  return true;
}

/** Runs a script after recovering what the queue lost; null if it never existed. @throws QUEUE_UNAVAILABLE */
export async function withRecovery<Reply>(place: Place, run: () => Promise<Reply | LostState>): Promise<Reply | null> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const reply = await run();
    if (!isLost(reply)) return reply;
    if (!(await recoverFrom(reply, place))) return null;
  }
  throw unavailable();
}
