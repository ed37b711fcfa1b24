import { preparedStatement } from "@/lib/core/db";
import { AppError } from "@/lib/core/errors";
import type { Idempotency } from "@/lib/core/idempotency";
import { BALANCE_MAX, CHARGE_MAX, CHARGE_MIN, type Won } from "@/lib/core/money";
import { sqlFunction } from "@/lib/core/sql-function";

export type LedgerEntry = {
  id: string;
  type: "CHARGE" | "PAYMENT" | "REFUND";
  amount: Won;
  balanceAfter: Won;
  createdAt: string;
  reservationId: string | null;
};

type ChargeResult = { balance: Won; entry: LedgerEntry };

const chargeWallet = sqlFunction<
  [userId: string, amount: Won, maxBalance: Won, key: string, requestHash: string],
  ChargeResult
>("charge_wallet");

/** Charges whole won, once per key.
 * @throws AppError INVALID_INPUT, BALANCE_LIMIT, IDEMPOTENCY_IN_FLIGHT, IDEMPOTENCY_KEY_REUSED */
export async function charge(userId: string, amount: Won, { key, requestHash }: Idempotency): Promise<ChargeResult> {
  if (!Number.isInteger(amount) || amount < CHARGE_MIN || amount > CHARGE_MAX)
    throw new AppError("INVALID_INPUT", {
      errors: [{ path: "amount", message: `must be a whole number from ${CHARGE_MIN} to ${CHARGE_MAX}` }],
    });
  return chargeWallet(userId, amount, BALANCE_MAX, key, requestHash);
}

const selectWallet = preparedStatement<{ balance: string }>(
  "wallet_of",
  "SELECT balance FROM wallet WHERE user_id = $1",
);

/** The fan's balance in whole won. @throws AppError UNAUTHENTICATED for a deleted user */
export async function getBalance(userId: string): Promise<Won> {
  const [wallet] = await selectWallet(userId);
  if (!wallet) throw new AppError("UNAUTHENTICATED");
  return Number(wallet.balance);
}

const selectEntriesBefore = preparedStatement<{ entry: LedgerEntry }>(
  "ledger_entries_before",
  `SELECT entry_json(l) AS entry FROM ledger_entry l
   WHERE user_id = $1 AND id < coalesce($2::bigint, 9223372036854775807) ORDER BY id DESC LIMIT $3`,
);

/** A page of the ledger, newest first. `next` is the next page's `before`. */
export async function findLedgerEntries(
  userId: string,
  { before, limit }: { before?: string; limit: number },
): Promise<{ entries: LedgerEntry[]; next: string | null }> {
  const rows = await selectEntriesBefore(userId, before ?? null, limit + 1);
  const entries = rows.slice(0, limit).map(({ entry }) => entry);
  return { entries, next: rows.length > limit ? (entries.at(-1)?.id ?? null) : null };
}
