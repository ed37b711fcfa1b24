import { Refusal } from "@/lib/core/errors";
import { etaSeconds, readPace } from "./pace";
import { type Place, signToken } from "./token";

/** What a fan is told about their place. `position` 1 = next, 0 when not waiting; `expiresAt` ends an ACTIVE session. */
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

/** The answer of `scripts/ticket.ts`. `outlook` is described in `scripts/data.ts`, the times are milliseconds. */
export type TicketFacts =
  | [status: "WAITING", number: number, position: number, pollAfterMs: number, outlook: string, now: number]
  | [status: "ACTIVE", number: number, admittedAt: number, endsAt: number, pollAfterMs: number]
  | [status: "EXPIRED", number: number]
  | [status: "NOT_IN_QUEUE"]
  | [status: "PUT_OUT"];

const OVER_POLL_MS = 30_000; // nothing will happen to this place, unless the closing is moved

/** @throws Refusal NOT_IN_QUEUE for a number that was given up or never issued, PUT_OUT for one an admin put out */
export function ticketFrom(facts: TicketFacts, { concertId, userId }: Omit<Place, "number">): Ticket {
  if (facts[0] === "NOT_IN_QUEUE" || facts[0] === "PUT_OUT") throw new Refusal(facts[0]);
  const [status, number] = facts;
  const admittedAt = status === "ACTIVE" ? facts[2] : undefined;
  const ticket: Ticket = {
    token: signToken({ concertId, userId, number, admittedAt }),
    concertId,
    status,
    number,
    position: 0,
    etaSeconds: null,
    pollAfterMs: OVER_POLL_MS,
    expiresAt: null,
  };
  if (facts[0] === "WAITING") {
    const [, , position, pollAfterMs, outlook, now] = facts;
    return { ...ticket, position, etaSeconds: etaSeconds(position, readPace(outlook, now)), pollAfterMs };
  }
  if (facts[0] === "ACTIVE") {
    const [, , , endsAt, pollAfterMs] = facts;
    return { ...ticket, pollAfterMs, expiresAt: new Date(endsAt).toISOString() };
  }
  return ticket;
}
