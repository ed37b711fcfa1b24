import { AppError } from "@/lib/core/errors";
import { decodeThroughput, etaSeconds } from "./eta";
import { type Place, tokenFor } from "./token";

/** `position`: 1 is next, 0 is not waiting; `expiresAt` ends an ACTIVE session. */
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

/** The reply of `lua/place-reply.lua`; times in ms of the queue's clock. */
export type PlaceReply =
  | [status: "WAITING", position: number, pollAfterMs: number, now: number, snapshot: string | number]
  | [status: "ACTIVE", admittedAt: number, endsAt: number, pollAfterMs: number]
  | [status: "EXPIRED"]
  | [status: "NOT_IN_QUEUE"]
  | [status: "PUT_OUT"];

const ENDED_POLL_MS = 30_000; // only a moved closing can change an ended place

// Of a WAITING ticket each field is named: spread objects are slow to make and to serialize, a third of a poll's time.
/** @throws AppError NOT_IN_QUEUE for a number that was left or never issued, PUT_OUT for an expelled one */
export function toTicket(reply: PlaceReply, place: Place): Ticket {
  const { concertId, number } = place;
  const notWaiting = { position: 0, etaSeconds: null };
  switch (reply[0]) {
    case "WAITING": {
      const [status, position, pollAfterMs, now, snapshot] = reply;
      const eta = etaSeconds(position, decodeThroughput(String(snapshot), now));
      const token = tokenFor(place);
      return { token, concertId, status, number, position, etaSeconds: eta, pollAfterMs, expiresAt: null };
    }
    case "ACTIVE": {
      const [status, admittedAt, endsAt, pollAfterMs] = reply;
      const token = tokenFor(place, admittedAt);
      const expiresAt = new Date(endsAt).toISOString();
      return { token, concertId, status, number, ...notWaiting, pollAfterMs, expiresAt };
    }
    case "EXPIRED": {
      const token = tokenFor(place);
      const pollAfterMs = ENDED_POLL_MS;
      return { token, concertId, status: "EXPIRED", number, ...notWaiting, pollAfterMs, expiresAt: null };
    }
    default:
      throw new AppError(reply[0]);
  }
}
