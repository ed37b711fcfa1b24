import type { ErrorCode } from "@/lib/core/errors";
import { hasNoEta, type PollResult, type Ticket } from "./poll-result";

export type Phase =
  | "arriving"
  | "joining"
  | "waiting"
  | "admitted"
  | "over"
  | "left"
  | "expelled"
  | "notOpen"
  | "closed"
  | "signedOut"
  | "failed";
export type ConnectionTrouble = { kind: "offline" } | { kind: "busy"; seconds: number; tries: number } | null;
export type QueueState = { phase: Phase; ticket: Ticket | null; paused: boolean; trouble: ConnectionTrouble };

export const JOINING: QueueState = { phase: "joining", ticket: null, paused: false, trouble: null };

const PHASE_BY_STATUS: Record<Ticket["status"], Phase> = { WAITING: "waiting", ACTIVE: "admitted", EXPIRED: "over" };
const PHASE_BY_CODE: Partial<Record<ErrorCode, Phase>> = {
  UNAUTHENTICATED: "signedOut",
  SALE_NOT_OPEN: "notOpen",
  SALE_CLOSED: "closed",
  NOT_IN_QUEUE: "left",
  PUT_OUT: "expelled",
  QUEUE_TOKEN_REQUIRED: "joining",
  QUEUE_TOKEN_INVALID: "joining",
};

/**
 * The waiting room's state after a poll. A failure keeps the number, since the place is kept. A pause once seen lasts until
 * the queue gives an estimate again.
 */
export function applyPollResult(state: QueueState, result: PollResult): QueueState {
  if (result.kind === "ticket") {
    const { ticket, paused = state.paused && hasNoEta(ticket) } = result;
    return { phase: PHASE_BY_STATUS[ticket.status], ticket, paused, trouble: null };
  }
  if (result.kind === "busy") {
    const tries = state.trouble?.kind === "busy" ? state.trouble.tries + 1 : 1;
    return { ...state, trouble: { kind: "busy", seconds: result.seconds, tries } };
  }
  if (result.kind === "unreachable") return { ...state, trouble: { kind: "offline" } };
  const phase = PHASE_BY_CODE[result.code] ?? "failed";
  return { ...state, phase: phase === "joining" && state.ticket ? "waiting" : phase, trouble: null };
}
