import { z } from "zod";
import { findConcertOfReservations, findLiveHold } from "@/lib/booking";
import { AppError } from "@/lib/core/errors";
import { scheduleOutboxDrain } from "@/lib/jobs/drain";
import { notifyEnded } from "@/lib/jobs/notify-ended";
import { pay, refund } from "@/lib/payments";
import { requireActive } from "@/lib/queue/require-active";
import type { Place } from "@/lib/queue/token";
import { callerOf } from "./framework/checks";
import { endpoint } from "./framework/endpoint";
import { id, wonSchema } from "./framework/schemas";
import { gate, withRateLimit } from "./queue-access";

const payment = z.object({ id, reservationId: id, price: wonSchema, status: z.enum(["COMPLETED", "CANCELED"]) });
const completed = { id: "501", reservationId: "9001", price: 132_000, status: "COMPLETED" };

/** While Redis is down, the fan's own live hold is enough, because only an admitted fan can have made it. */
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
    summary: "Pay for held seats from your wallet, all or none; your session ends then",
    auth: "session",
    priority: "pay",
    queueToken: "active",
    idempotency: "required",
    body: z.object({ reservationIds: z.array(id).min(1).max(100) }),
    example: { reservationIds: ["9001"] },
    responses: {
      201: {
        description: "The seats are yours.",
        schema: z.object({
          payments: z.array(payment),
          seats: z.array(z.object({ id, number: z.int() })),
          balance: wonSchema,
        }),
        example: { payments: [completed], seats: [{ id: "1001", number: 1 }], balance: 868_000 },
      },
    },
    errors: ["RESERVATION_NOT_FOUND", "INSUFFICIENT_BALANCE", "HOLD_EXPIRED", "ALREADY_PAID", "TOO_MANY_REQUESTS"],
  },
  async ({ request, context, user, body: { reservationIds }, idempotency }) => {
    const concertId = await findConcertOfReservations(user.id, reservationIds);
    const caller = callerOf(request, context);
    await gate({ request, user }, concertId, "RESERVATION_NOT_FOUND", withRateLimit("pay", caller, mayPay));
    const { place, ...paid } = await pay(user.id, reservationIds, idempotency);
    await notifyEnded([place]);
    scheduleOutboxDrain();
    return { status: 201, body: paid };
  },
);

export const createRefund = endpoint(
  {
    method: "POST",
    path: "/api/payments/{id}/refund",
    summary: "Refund a payment, until the concert's refund hours before the date",
    auth: "session",
    priority: "pay",
    idempotency: "required",
    params: z.object({ id }),
    responses: {
      201: {
        description: "The price is in your wallet and the seat is free.",
        schema: z.object({ payment, balance: wonSchema }),
        example: { payment: { ...completed, status: "CANCELED" }, balance: 1_000_000 },
      },
    },
    errors: ["PAYMENT_NOT_FOUND", "REFUND_CLOSED"],
  },
  async ({ user, params, idempotency }) => {
    const body = await refund(user.id, params.id, idempotency);
    scheduleOutboxDrain();
    return { status: 201, body };
  },
);
