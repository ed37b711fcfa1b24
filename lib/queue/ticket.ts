import { queueClock } from "@/lib/core/clock";
import { AppError } from "@/lib/core/errors";
import { decodeThroughput, etaSeconds } from "./eta";
import { type Place, tokenFor } from "./token";

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

/**
 * The answer of `scripts/ticket.ts`. Of a waiting fan it is a text, "position pollAfterMs seconds microseconds outlook" with
 * Redis's clock; the outlook is described in `scripts/data.ts`. The times are milliseconds.
 */
export type PlaceReply =
  | string
  | [status: "ACTIVE", admittedAt: number, endsAt: number, pollAfterMs: number]
  | [status: "EXPIRED"]
  | [status: "NOT_IN_QUEUE"]
  | [status: "PUT_OUT"];

const ENDED_POLL_MS = 30_000; // nothing will happen to this place, unless the closing is moved

function waitingTicket(facts: string, place: Place): Ticket {
  const fields = facts.split(" ").map(Number);
  const [position = 0, pollAfterMs = 0, seconds = 0, microseconds = 0] = fields;
  const now = seconds * 1000 + Math.floor(microseconds / 1000) + queueClock.offsetMs;
  return {
    token: tokenFor(place),
    concertId: place.concertId,
    status: "WAITING",
    number: place.number,
    position,
    etaSeconds: etaSeconds(position, decodeThroughput(fields.slice(4), now)),
    pollAfterMs,
    expiresAt: null,
  };
}

/** @throws AppError NOT_IN_QUEUE for a number that was given up or never issued, PUT_OUT for one an admin put out */
export function toTicket(facts: PlaceReply, place: Place): Ticket {
  if (typeof facts === "string") return waitingTicket(facts, place);
  const { concertId, number } = place;
  const base = { concertId, number, position: 0, etaSeconds: null, expiresAt: null };
  if (facts[0] === "NOT_IN_QUEUE" || facts[0] === "PUT_OUT") throw new AppError(facts[0]);
  if (facts[0] === "EXPIRED") return { ...base, token: tokenFor(place), status: "EXPIRED", pollAfterMs: ENDED_POLL_MS };
  const [status, admittedAt, endsAt, pollAfterMs] = facts;
  return {
    ...base,
    token: tokenFor(place, admittedAt),
    status,
    pollAfterMs,
    expiresAt: new Date(endsAt).toISOString(),
  };
}
