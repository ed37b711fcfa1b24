import type { ErrorCode } from "@/lib/core/errors";
import { AppError } from "@/lib/core/errors";
import { reinitialize } from "./initialize";
import { ADMIT_NOW } from "./lua/admit-now";
import { queueScript, unavailable } from "./run-script";

const OBSTACLES = ["capacity", "line", "absent", "recovery"] as const;

/**
 * How many were let in by hand, and why not more: the house is full, nobody is left who waits, too many in a row are
 * absent (asking again goes on behind them), or the line was lost and its fans are coming back.
 */
export type AdmitResult = { admitted: number; obstacle: (typeof OBSTACLES)[number] | null };

type Answer = ["NOT_BEGUN"] | ["SALE_NOT_OPEN" | "SALE_CLOSED"] | [admitted: number, obstacle: string];

const admitNowScript = queueScript<Answer>(ADMIT_NOW);
const MAX_ATTEMPTS = 5;

const isSaleError = (answer: Answer): answer is [ErrorCode & ("SALE_NOT_OPEN" | "SALE_CLOSED")] =>
  answer[0] === "SALE_NOT_OPEN" || answer[0] === "SALE_CLOSED";

/**
 * Lets up to `count` (1 to 1,000) in from the head of the line at once, also past the rate and while it is paused, never
 * beyond the capacity. The absent are passed over as in any step. @throws AppError SALE_NOT_OPEN, SALE_CLOSED, QUEUE_UNAVAILABLE
 */
export async function admitNow(concertId: string, count: number): Promise<AdmitResult> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const answer = await admitNowScript(concertId, [count]);
    if (isSaleError(answer)) throw new AppError(answer[0]);
    if (answer[0] !== "NOT_BEGUN")
      return { admitted: answer[0], obstacle: OBSTACLES.find((name) => name === answer[1]) ?? null };
    if (!(await reinitialize(concertId))) return { admitted: 0, obstacle: "line" };
  }
  throw unavailable();
}
