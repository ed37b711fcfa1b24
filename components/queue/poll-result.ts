import type { ApiResponse } from "../api";

export type Ticket = {
  token: string;
  concertId: string;
  status: "WAITING" | "ACTIVE" | "EXPIRED";
  number: number;
  position: number;
  etaSeconds: number | null;
  pollAfterMs: number;
  expiresAt: string | null;
};

/** Whether somebody waits and nobody can say how long. */
export const hasNoEta = ({ status, etaSeconds }: Ticket): boolean => status === "WAITING" && etaSeconds === null;

/**
 * What came of asking the line: a ticket (and whether the line is paused, where that is known), a refusal that asking again
 * would not change, or a reason to ask later.
 */
export type PollResult =
  | { kind: "ticket"; ticket: Ticket; paused?: boolean }
  | { kind: "refused"; code: string }
  | { kind: "busy"; seconds: number }
  | { kind: "unreachable" };

const BUSY_SECONDS = 5; // when a busy answer names no time

/** Reads an answer of `/api/queue`. Anything that is neither a ticket nor a refusal of ours is worth another try. */
export function toPollResult(answer: ApiResponse<Ticket | null>): PollResult {
  if (answer.ok) return answer.data?.status ? { kind: "ticket", ticket: answer.data } : { kind: "unreachable" };
  if (answer.code === "OFFLINE") return { kind: "unreachable" };
  if (answer.status === 429 || answer.status >= 500)
    return { kind: "busy", seconds: answer.retryAfterSeconds ?? BUSY_SECONDS };
  return { kind: "refused", code: answer.code };
}

/** Milliseconds until the next try after `failures` failed ones: 1, 2, 4, 8, then 15 s, spread by up to a quarter. */
export const backoffMs = (failures: number, random: number): number =>
  Math.min(15_000, 1000 * 2 ** Math.max(0, failures - 1)) * (1 + random / 4);
