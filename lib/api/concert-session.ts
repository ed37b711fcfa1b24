import { z } from "zod";
import { findLiveHold, findReservations, sessionEndReason } from "@/lib/booking";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { poll } from "@/lib/queue";
import type { Place } from "@/lib/queue/token";
import { endpoint } from "./framework/endpoint";
import { id, isoDateTime, wonSchema } from "./framework/schemas";
import { optionalPlace } from "./queue-access";

const heldSeat = z.object({
  id,
  seatId: id,
  seatNumber: z.int(),
  section: z.string(),
  row: z.string(),
  label: z.string(),
  grade: z.string(),
  price: wonSchema,
  status: z.literal("RESERVING"),
  expiresAt: isoDateTime,
});
const hold = z.object({
  concertId: id,
  scheduleId: id,
  startsAt: isoDateTime,
  venue: z.string(),
  reservations: z.array(heldSeat),
  totalPrice: wonSchema,
  expiresAt: isoDateTime,
  now: isoDateTime,
});
const session = z.object({
  status: z
    .enum(["NONE", "WAITING", "ACTIVE", "EXPIRED", "UNKNOWN"])
    .describe("Of your place in the queue; UNKNOWN while the queue cannot be asked"),
  expiresAt: isoDateTime.nullable().describe("When an ACTIVE session ends"),
  hold: hold.nullable().describe("The seats you hold, unpaid"),
  seatsOwned: z.int().min(0).describe("Seats of this concert you have paid, among your 100 newest reservations"),
  ended: z
    .enum(["paid", "lapsed", "released", "time"])
    .nullable()
    .describe("Without a hold: how your last session here ended"),
  now: isoDateTime,
});
const example = {
  status: "ACTIVE",
  expiresAt: "2026-12-24T10:10:00.000Z",
  hold: null,
  seatsOwned: 0,
  ended: "time",
  now: "2026-12-24T10:00:00.000Z",
};

const OWN_RESERVATIONS_LIMIT = 100; // newest reservations; for a fan with more, only the hold checks the seat limit

const NO_PLACE = { status: "NONE", expiresAt: null } as const;

async function placeState(place: Place | undefined) {
  if (!place) return NO_PLACE;
  try {
    const { status, expiresAt } = await poll(place);
    return { status, expiresAt };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.code === "QUEUE_UNAVAILABLE" ? { status: "UNKNOWN" as const, expiresAt: null } : NO_PLACE;
  }
}

async function countOwnedSeats(userId: string, concertId: string): Promise<number> {
  const { reservations } = await findReservations(userId, { limit: OWN_RESERVATIONS_LIMIT });
  return reservations.filter(({ concert, status }) => concert.id === concertId && status === "RESERVED").length;
}

export const getConcertSession = endpoint(
  {
    method: "GET",
    path: "/api/concerts/{concertId}/session",
    summary: "What you have at a concert: your place, your hold, your seats. What its pages ask after they stand",
    auth: "session",
    priority: "queue",
    params: z.object({ concertId: id }),
    responses: { 200: { description: "Your session at this concert.", schema: session, example } },
  },
  async ({ request, user, params: { concertId } }) => {
    const [place, hold, seatsOwned] = await Promise.all([
      placeState(optionalPlace({ request, user }, concertId)),
      findLiveHold(user.id, concertId),
      countOwnedSeats(user.id, concertId),
    ]);
    const { SESSION_SECONDS, HOLD_SECONDS } = env();
    const ended = hold ? null : await sessionEndReason(user.id, concertId, SESSION_SECONDS + HOLD_SECONDS);
    return { status: 200, body: { ...place, hold, seatsOwned, ended, now: hold?.now ?? new Date().toISOString() } };
  },
);
