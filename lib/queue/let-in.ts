import type { ErrorCode } from "@/lib/core/errors";
import { Refusal } from "@/lib/core/errors";
import { unavailable, verb } from "./ask";
import { beginAgain } from "./begin";
import { LET_IN } from "./scripts/let-in";

const OBSTACLES = ["capacity", "line", "absent", "recovery"] as const;

/**
 * How many were let in by hand, and why not more: the house is full, nobody is left who waits, too many in a row are
 * absent (asking again goes on behind them), or the line was lost and its fans are coming back.
 */
export type LetIn = { admitted: number; obstacle: (typeof OBSTACLES)[number] | null };

type Answer = ["NOT_BEGUN"] | ["SALE_NOT_OPEN" | "SALE_CLOSED"] | [admitted: number, obstacle: string];

const letInNow = verb<Answer>(LET_IN);
const TRIES = 5;

const isRefused = (answer: Answer): answer is [ErrorCode & ("SALE_NOT_OPEN" | "SALE_CLOSED")] =>
  answer[0] === "SALE_NOT_OPEN" || answer[0] === "SALE_CLOSED";

/**
 * Lets up to `count` (1 to 1,000) in from the head of the line at once, also past the rate and while it is paused, never
 * beyond the capacity. The absent are passed over as in any step. @throws Refusal SALE_NOT_OPEN, SALE_CLOSED, QUEUE_UNAVAILABLE
 */
export async function letIn(concertId: string, count: number): Promise<LetIn> {
  for (let tries = 0; tries < TRIES; tries++) {
    const answer = await letInNow(concertId, [count]);
    if (isRefused(answer)) throw new Refusal(answer[0]);
    if (answer[0] !== "NOT_BEGUN")
      return { admitted: answer[0], obstacle: OBSTACLES.find((known) => known === answer[1]) ?? null };
    if (!(await beginAgain(concertId))) return { admitted: 0, obstacle: "line" };
  }
  throw unavailable();
}
