import { z } from "zod";
import { findConcertOfReservations, findLiveHold } from "@/lib/booking";
import { AppError } from "@/lib/core/errors";
import { scheduleOutboxDrain } from "@/lib/jobs/drain";
import { notifyEnded } from "@/lib/jobs/notify-ended";
import { pay, refund } from "@/lib/payments";
import { requireActive } from "@/lib/queue/require-active";
import type { Place } from "@/lib/queue/token";
import { endpoint } from "./framework/endpoint";
import { id, wonSchema } from "./framework/schemas";
import { gate, withRateLimit } from "./queue-access";

const payment = z.object({ id, reservationId: id, price: wonSchema, status: z.enum(["COMPLETED", "CANCELED"]) });
const completed = { id: "501", reservationId: "9001", price: 132_000, status: "COMPLETED" };

/** Where the line cannot say, the fan's own live hold is right enough: it was made by somebody who had been let in. */
async function mayPay(place: Place): Promise<void> {
  try {
    await requireActive(place);
  } catch (error) {
    const silent = error instanceof AppError && error.code === "QUEUE_UNAVAILABLE";
    if (!silent || !(await findLiveHold(place.userId, place.concertId))) throw error;
  }
}

export const createPayment = endpoint(
  {
    method: "POST",
    path: "/api/payments",
    summary: "Pay for held seats from your wallet, all or none; your turn is over then",
    who: "session",
    token: "active",
    idempotency: "required",
    body: z.object({ reservationIds: z.array(id).min(1).max(100) }),
    example: { reservationIds: ["9001"] },
    answers: {
      201: {
        says: "The seats are yours.",
        schema: z.object({
          payments: z.array(payment),
          seats: z.array(z.object({ id, number: z.int() })),
          balance: wonSchema,
        }),
        example: { payments: [completed], seats: [{ id: "1001", number: 1 }], balance: 868_000 },
      },
    },
    refusals: ["RESERVATION_NOT_FOUND", "INSUFFICIENT_BALANCE", "HOLD_EXPIRED", "ALREADY_PAID", "TOO_MANY_REQUESTS"],
  },
  async ({ asked, who, body: { reservationIds }, idempotency }) => {
    const concertId = await findConcertOfReservations(who.id, reservationIds);
    await gate({ asked, who }, concertId, "RESERVATION_NOT_FOUND", withRateLimit("pay", asked, mayPay));
    const { place, ...paid } = await pay(who.id, reservationIds, idempotency);
    await notifyEnded([place]);
    scheduleOutboxDrain();
    return { status: 201, body: paid };
  },
);

export const createRefund = endpoint(
  {
    method: "POST",
    path: "/api/payments/{id}/refund",
    summary: "Take a payment back, until the concert's refund hours before the date",
    who: "session",
    idempotency: "required",
    params: z.object({ id }),
    answers: {
      201: {
        says: "The price is in your wallet and the seat is free.",
        schema: z.object({ payment, balance: wonSchema }),
        example: { payment: { ...completed, status: "CANCELED" }, balance: 1_000_000 },
      },
    },
    refusals: ["PAYMENT_NOT_FOUND", "REFUND_CLOSED"],
  },
  async ({ who, params, idempotency }) => {
    const body = await refund(who.id, params.id, idempotency);
    scheduleOutboxDrain();
    return { status: 201, body };
  },
);
