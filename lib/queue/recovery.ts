import { reinitialize } from "./initialize";
import { RESTORE_PLACE } from "./lua/restore-place";
import { loadPlaceHistory, STATUS_BY_REASON } from "./place-history";
import { queueScript, unavailable } from "./run-script";
import type { QueueSettings } from "./settings";
import type { Place } from "./token";

/** The answer of a verb that does not find its place, because the line was lost. */
export type LostState = ["NOT_BEGUN"] | ["LOST"];

const MAX_ATTEMPTS = 5; // begin, come back, and the line may be lost again meanwhile
// Covers the time between the gate and the hold's own clock, and a payment on its way when the hold ends.
export const HOLD_MARGIN_MS = 30_000;

const restoreScript = queueScript<1>(RESTORE_PLACE);

/** Puts a lost place back as Postgres and its token remember it: inside, in line, or over. */
async function restorePlace(place: Place): Promise<void> {
  const { concertId, userId, number, admittedAt = 0 } = place;
  const { ended, holdLeftMs, holdAgeMs } = await loadPlaceHistory(place);
  const status = ended === null ? 0 : STATUS_BY_REASON[ended];
  const holdSlotMs = holdLeftMs > 0 ? holdLeftMs + HOLD_MARGIN_MS : 0;
  await restoreScript(concertId, [userId, number, status, admittedAt, holdSlotMs, holdAgeMs]);
}

export const isLost = (answer: unknown): answer is LostState =>
  Array.isArray(answer) && (answer[0] === "NOT_BEGUN" || answer[0] === "LOST");

/** Does what has to be done before a lost place can be asked for again; false when nobody ever stood in this line. */
export async function recoverFrom(lost: LostState, place: Place, line?: QueueSettings): Promise<boolean> {
  if (lost[0] === "NOT_BEGUN") return await reinitialize(place.concertId, line);
  await restorePlace(place);
  return true;
}

/**
 * What `ask` answers of a place. In a line that has been lost, the line begins again and the place comes back first, so
 * that a fan never has to know; null when nobody ever stood in it.
 * @throws AppError QUEUE_UNAVAILABLE
 */
export async function withRecovery<Answer>(
  place: Place,
  run: () => Promise<Answer | LostState>,
): Promise<Answer | null> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const answer = await run();
    if (!isLost(answer)) return answer;
    if (!(await recoverFrom(answer, place))) return null;
  }
  throw unavailable();
}
