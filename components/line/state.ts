import { isTimeless, type Outcome, type Ticket } from "./outcome";

export type Phase =
  | "joining"
  | "waiting"
  | "admitted"
  | "over"
  | "left"
  | "putOut"
  | "notOpen"
  | "closed"
  | "signedOut"
  | "failed";
export type Trouble = { kind: "offline" } | { kind: "busy"; seconds: number; tries: number } | null;
export type LineState = { phase: Phase; ticket: Ticket | null; paused: boolean; trouble: Trouble };

export const ARRIVING: LineState = { phase: "joining", ticket: null, paused: false, trouble: null };

const PHASE_OF: Record<Ticket["status"], Phase> = { WAITING: "waiting", ACTIVE: "admitted", EXPIRED: "over" };
const REFUSED: Record<string, Phase> = {
  UNAUTHENTICATED: "signedOut",
  SALE_NOT_OPEN: "notOpen",
  SALE_CLOSED: "closed",
  NOT_IN_QUEUE: "left",
  PUT_OUT: "putOut",
  QUEUE_TOKEN_REQUIRED: "joining",
  QUEUE_TOKEN_INVALID: "joining",
};

/**
 * What the waiting room shows after an answer. Trouble never takes the number away: the place is kept meanwhile. A line that
 * moves again can say how long it takes; until then it stays paused, if that was last seen of it.
 */
export function answered(state: LineState, outcome: Outcome): LineState {
  if (outcome.kind === "ticket") {
    const { ticket, paused = state.paused && isTimeless(ticket) } = outcome;
    return { phase: PHASE_OF[ticket.status], ticket, paused, trouble: null };
  }
  if (outcome.kind === "busy") {
    const tries = state.trouble?.kind === "busy" ? state.trouble.tries + 1 : 1;
    return { ...state, trouble: { kind: "busy", seconds: outcome.seconds, tries } };
  }
  if (outcome.kind === "unreachable") return { ...state, trouble: { kind: "offline" } };
  const phase = REFUSED[outcome.code] ?? "failed";
  return { ...state, phase: phase === "joining" && state.ticket ? "waiting" : phase, trouble: null };
}
