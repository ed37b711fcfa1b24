import { z } from "zod";
import { concertOfReservations, liveHold } from "@/lib/booking";
import { Refusal } from "@/lib/core/errors";
import { pay, refund } from "@/lib/payment";
import { requireActive } from "@/lib/queue/gate";
import type { Place } from "@/lib/queue/token";
import { finished } from "./finished";
import { endpoint } from "./frame/endpoint";
import { id, won } from "./frame/fields";
import { counted, gate } from "./place";
import { told } from "./sinks";

const payment = z.object({ id, reservationId: id, price: won, status: z.enum(["COMPLETED", "CANCELED"]) });
const completed = { id: "501", reservationId: "9001", price: 132_000, status: "COMPLETED" };

/** Where the line cannot say, the fan's own live hold is right enough: it was made by somebody who had been let in. */
async function mayPay(place: Place): Promise<void> {
  try {
    await requireActive(place);
  } catch (error) {
    const silent = error instanceof Refusal && error.code === "QUEUE_UNAVAILABLE";
    if (!silent || !(await liveHold(place.userId, place.concertId))) throw error;
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
          balance: won,
        }),
        example: { payments: [completed], seats: [{ id: "1001", number: 1 }], balance: 868_000 },
      },
    },
    refusals: ["RESERVATION_NOT_FOUND", "INSUFFICIENT_BALANCE", "HOLD_EXPIRED", "ALREADY_PAID", "TOO_MANY_REQUESTS"],
  },
  async ({ asked, who, body: { reservationIds }, idempotency }) => {
    const concertId = await concertOfReservations(who.id, reservationIds);
    await gate({ asked, who }, concertId, "RESERVATION_NOT_FOUND", counted("pay", asked, mayPay));
    const { place, ...paid } = await pay(who.id, reservationIds, idempotency);
    await finished([place]);
    told();
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
        schema: z.object({ payment, balance: won }),
        example: { payment: { ...completed, status: "CANCELED" }, balance: 1_000_000 },
      },
    },
    refusals: ["PAYMENT_NOT_FOUND", "REFUND_CLOSED"],
  },
  async ({ who, params, idempotency }) => {
    const body = await refund(who.id, params.id, idempotency);
    told();
    return { status: 201, body };
  },
);
