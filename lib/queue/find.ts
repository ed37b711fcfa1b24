import { unavailable, verb } from "./ask";
import { beginAgain } from "./begin";
import { FACT_OF, recall } from "./memory";
import { COME_BACK } from "./scripts/come-back";
import type { Line } from "./settings";
import type { Place } from "./token";

/** The answer of a verb that does not find its place, because the line was lost. */
export type Loss = ["NOT_BEGUN"] | ["LOST"];

const TRIES = 5; // begin, come back, and the line may be lost again meanwhile
// Covers the time between the gate and the hold's own clock, and a payment on its way when the hold ends.
export const HOLD_MARGIN_MS = 30_000;

const putBack = verb<1>(COME_BACK);

/** Puts a lost place back as Postgres and its token remember it: inside, in line, or over. */
async function comeBack(place: Place): Promise<void> {
  const { concertId, userId, number, admittedAt = 0 } = place;
  const { ended, holdLeftMs, holdAgeMs } = await recall(place);
  const fact = ended === null ? 0 : FACT_OF[ended];
  const slotMs = holdLeftMs > 0 ? holdLeftMs + HOLD_MARGIN_MS : 0;
  await putBack(concertId, [userId, number, fact, admittedAt, slotMs, holdAgeMs]);
}

export const isLoss = (answer: unknown): answer is Loss =>
  Array.isArray(answer) && (answer[0] === "NOT_BEGUN" || answer[0] === "LOST");

/** Does what has to be done before a lost place can be asked for again; false when nobody ever stood in this line. */
export async function recover(loss: Loss, place: Place, line?: Line): Promise<boolean> {
  if (loss[0] === "NOT_BEGUN") return await beginAgain(place.concertId, line);
  await comeBack(place);
  return true;
}

/**
 * What `ask` answers of a place. In a line that has been lost, the line begins again and the place comes back first, so
 * that a fan never has to know; null when nobody ever stood in it.
 * @throws Refusal QUEUE_UNAVAILABLE
 */
export async function found<Answer>(place: Place, ask: () => Promise<Answer | Loss>): Promise<Answer | null> {
  for (let tries = 0; tries < TRIES; tries++) {
    const answer = await ask();
    if (!isLoss(answer)) return answer;
    if (!(await recover(answer, place))) return null;
  }
  throw unavailable();
}
