import type { QueueTicket } from "@/client/types";
import type { ErrorCode } from "@/lib/core/errors";
import type { ApiResponse } from "../api";

export type Ticket = QueueTicket;

/** Whether a waiting fan gets no estimate, as while the queue is paused. */
export const hasNoEta = ({ status, etaSeconds }: Ticket): boolean => status === "WAITING" && etaSeconds === null;

/**
 * The result of a poll: a ticket (and whether the queue is paused, where that is known), a refusal that a retry would not
 * change, or a reason to retry later.
 */
export type PollResult =
  | { kind: "ticket"; ticket: Ticket; paused?: boolean }
  | { kind: "refused"; code: ErrorCode }
  | { kind: "busy"; seconds: number }
  | { kind: "unreachable" };

const DEFAULT_RETRY_SECONDS = 5; // where a busy response has no Retry-After

/** Reads a response of `/api/queue`. Anything that is neither a ticket nor a refusal of ours is worth a retry. */
export function toPollResult(response: ApiResponse<Ticket | null>): PollResult {
  if (response.ok) return response.data?.status ? { kind: "ticket", ticket: response.data } : { kind: "unreachable" };
  if (response.code === "OFFLINE") return { kind: "unreachable" };
  if (response.status === 429 || response.status >= 500)
    return { kind: "busy", seconds: response.retryAfterSeconds ?? DEFAULT_RETRY_SECONDS };
  return { kind: "refused", code: response.code };
}

/** Milliseconds until the next attempt after `failures` failed ones: 1, 2, 4, 8, then 15 s, plus jitter up to a quarter. */
export const backoffMs = (failures: number, random: number): number =>
  Math.min(15_000, 1000 * 2 ** Math.max(0, failures - 1)) * (1 + random / 4);
