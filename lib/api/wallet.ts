import { z } from "zod";
import { CHARGE_MAX, CHARGE_MIN } from "@/lib/core/money";
import { consumeActionLimits } from "@/lib/core/rate-limit";
import { scheduleOutboxDrain } from "@/lib/jobs/drain";
import { charge, findLedgerEntries, getBalance } from "@/lib/payments/wallet";
import { callerOf } from "./framework/checks";
import { endpoint } from "./framework/endpoint";
import { id, isoDateTime, paging, wonSchema } from "./framework/schemas";

const entry = z.object({
  id,
  type: z.enum(["CHARGE", "PAYMENT", "REFUND"]),
  amount: wonSchema.describe("Negative for a payment"),
  balanceAfter: wonSchema,
  createdAt: isoDateTime,
  reservationId: id.nullable(),
});
const example = {
  id: "300",
  type: "CHARGE",
  amount: 1_000_000,
  balanceAfter: 1_000_000,
  createdAt: "2026-12-24T09:58:00.000Z",
  reservationId: null,
};

export const getWallet = endpoint(
  {
    method: "GET",
    path: "/api/wallet",
    summary: "Your balance and its history, newest first",
    auth: "session",
    priority: "browse",
    query: z.object(paging),
    responses: {
      200: {
        description: "A page of entries; ask for the one after it with `before` = `next`.",
        schema: z.object({ balance: wonSchema, entries: z.array(entry), next: id.nullable() }),
        example: { balance: 1_000_000, entries: [example], next: null },
      },
    },
  },
  async ({ user, query }) => {
    const [balance, page] = await Promise.all([getBalance(user.id), findLedgerEntries(user.id, query)]);
    return { status: 200, body: { balance, ...page } };
  },
);

export const createCharge = endpoint(
  {
    method: "POST",
    path: "/api/wallet/charges",
    summary: "Put money into your wallet",
    auth: "session",
    priority: "pay",
    idempotency: "required",
    body: z.object({ amount: z.int().min(CHARGE_MIN).max(CHARGE_MAX) }),
    example: { amount: 1_000_000 },
    responses: {
      201: {
        description: "The balance after it, and its entry.",
        schema: z.object({ balance: wonSchema, entry }),
        example: { balance: 1_000_000, entry: example },
      },
    },
    errors: ["BALANCE_LIMIT", "TOO_MANY_REQUESTS"],
  },
  async ({ request, context, user, body, idempotency }) => {
    await consumeActionLimits("charge", user.id, callerOf(request, context));
    const charged = await charge(user.id, body.amount, idempotency);
    scheduleOutboxDrain();
    return { status: 201, body: charged };
  },
);
