import type { Idempotency } from "@/lib/core/idempotency";
import type { Won } from "@/lib/core/money";
import { sqlFunction } from "@/lib/core/sql-function";
import type { Payment } from "./pay";

const refundPayment = sqlFunction<{ payment: Payment; balance: Won }>(
  "refund_payment",
  "refund_payment($1, $2, $3, $4)",
);

/**
 * Refunds a payment to the wallet and frees its seat, until the concert's `refundHours` before the date. The balance may
 * pass the limit that charges have.
 * @throws AppError PAYMENT_NOT_FOUND (also for another fan's), REFUND_CLOSED when the time has passed or it was refunded
 * before, IDEMPOTENCY_IN_FLIGHT, IDEMPOTENCY_KEY_REUSED
 */
export const refund = (
  userId: string,
  paymentId: string,
  { key, requestHash }: Idempotency,
): Promise<{ payment: Payment; balance: Won }> => refundPayment(userId, paymentId, key, requestHash);
