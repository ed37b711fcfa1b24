import { z } from "zod";
import { findConcertOfSchedule, hold, release } from "@/lib/booking";
import { AppError } from "@/lib/core/errors";
import { scheduleOutboxDrain } from "@/lib/jobs/drain";
import { notifyEnded } from "@/lib/jobs/notify-ended";
import { requireActiveForHold } from "@/lib/queue/require-active";
import { callerOf } from "./framework/checks";
import { endpoint } from "./framework/endpoint";
import { id, isoDateTime, wonSchema } from "./framework/schemas";
import { gate, withRateLimit } from "./queue-access";

const reservation = z.object({
  id,
  seatId: id,
  seatNumber: z.int(),
  price: wonSchema,
  status: z.literal("RESERVING"),
  expiresAt: isoDateTime,
});
const expiresAt = "2026-12-24T10:05:00.000Z";
const example = {
  reservations: [{ id: "9001", seatId: "1001", seatNumber: 1, price: 132_000, status: "RESERVING", expiresAt }],
  totalPrice: 132_000,
  expiresAt,
};

const MAX_SEATS = 100; // a concert's own limit is lower (409 SEAT_LIMIT); this one bounds the work of a request
const seatNumbers = z
  .array(z.int().min(1).max(2_147_483_647))
  .min(1)
  .max(MAX_SEATS)
  .refine((numbers) => new Set(numbers).size === numbers.length)
  .meta({ uniqueItems: true });

/** The command refused before it wrote. After any other error the hold may exist, and needs its session. */
const isWithoutEffect = (error: unknown): boolean =>
  error instanceof AppError && error.code !== "UNAVAILABLE" && error.code !== "INTERNAL";

export const createHold = endpoint(
  {
    method: "POST",
    path: "/api/holds",
    summary: "Hold seats of one date until `expiresAt`, all or none; replaces your live hold and keeps its expiry",
    auth: "session",
    priority: "hold",
    queueToken: "active",
    idempotency: "optional",
    body: z.object({ scheduleId: id, seatNumbers }),
    example: { scheduleId: "7", seatNumbers: [1, 2] },
    responses: {
      201: {
        description: "The seats are held: pay before `expiresAt`.",
        schema: z.object({ reservations: z.array(reservation), totalPrice: wonSchema, expiresAt: isoDateTime }),
        example,
      },
    },
    errors: [
      "SCHEDULE_NOT_FOUND",
      "SEAT_NOT_FOUND",
      "SEAT_NOT_AVAILABLE",
      "SEAT_LIMIT",
      "SALE_NOT_OPEN",
      "SALE_CLOSED",
      "HOLD_COOLDOWN",
      "INSUFFICIENT_BALANCE",
      "TOO_MANY_REQUESTS",
    ],
  },
  async ({ request, context, user, body: { scheduleId, seatNumbers }, idempotency }) => {
    const concertId = await findConcertOfSchedule(scheduleId);
    const pass = withRateLimit("hold", callerOf(request, context), requireActiveForHold, ({ rollback }) => rollback());
    const { place, passed } = await gate({ request, user }, concertId, "SCHEDULE_NOT_FOUND", pass);
    try {
      const wanted = { userId: user.id, scheduleId, seatNumbers, queueNumber: place.number };
      return { status: 201, body: await hold(wanted, idempotency) };
    } catch (error) {
      if (isWithoutEffect(error)) await passed.rollback();
      // The database knows that this session has ended; the queue may not know it yet.
      if (error instanceof AppError && error.code === "QUEUE_TOKEN_NOT_ACTIVE") await notifyEnded([place]);
      throw error;
    }
  },
);

export const releaseHold = endpoint(
  {
    method: "DELETE",
    path: "/api/holds/{reservationId}",
    summary: "Give an unpaid seat back; with the last one of your hold, your session ends",
    auth: "session",
    priority: "pay",
    params: z.object({ reservationId: id }),
    responses: { 204: { description: "The seat is free." } },
    errors: ["RESERVATION_NOT_FOUND", "ALREADY_PAID"],
  },
  async ({ user, params: { reservationId } }) => {
    const { ended } = await release(user.id, reservationId);
    await notifyEnded(ended ? [ended] : []);
    scheduleOutboxDrain();
    return { status: 204 };
  },
);
