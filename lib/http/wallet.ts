import { z } from "zod";
import { countAction } from "@/lib/core/limits";
import { CHARGE_MAX, CHARGE_MIN } from "@/lib/core/money";
import { balanceOf, charge, entriesOf } from "@/lib/wallet/ledger";
import { callerOf } from "./frame/asked";
import { endpoint } from "./frame/endpoint";
import { id, moment, paging, won } from "./frame/fields";
import { told } from "./sinks";

const entry = z.object({
  id,
  type: z.enum(["CHARGE", "PAYMENT", "REFUND"]),
  amount: won.describe("Negative for a payment"),
  balanceAfter: won,
  createdAt: moment,
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

export const seeWallet = endpoint(
  {
    method: "GET",
    path: "/api/wallet",
    summary: "Your balance and its history, newest first",
    who: "session",
    query: z.object(paging),
    answers: {
      200: {
        says: "A page of entries; ask for the one after it with `before` = `next`.",
        schema: z.object({ balance: won, entries: z.array(entry), next: id.nullable() }),
        example: { balance: 1_000_000, entries: [example], next: null },
      },
    },
  },
  async ({ who, query }) => {
    const [balance, page] = await Promise.all([balanceOf(who.id), entriesOf(who.id, query)]);
    return { status: 200, body: { balance, ...page } };
  },
);

export const createCharge = endpoint(
  {
    method: "POST",
    path: "/api/wallet/charges",
    summary: "Put money into your wallet",
    who: "session",
    idempotency: "required",
    body: z.object({ amount: z.int().min(CHARGE_MIN).max(CHARGE_MAX) }),
    example: { amount: 1_000_000 },
    answers: {
      201: {
        says: "The balance after it, and its entry.",
        schema: z.object({ balance: won, entry }),
        example: { balance: 1_000_000, entry: example },
      },
    },
    refusals: ["BALANCE_LIMIT", "TOO_MANY_REQUESTS"],
  },
  async ({ asked, who, body, idempotency }) => {
    await countAction("charge", who.id, callerOf(asked));
    const charged = await charge(who.id, body.amount, idempotency);
    told();
    return { status: 201, body: charged };
  },
);
