import type { Idempotency } from "@/lib/core/idempotency";
import type { Won } from "@/lib/core/money";
import { sqlFunction } from "@/lib/core/sql-function";
import type { Payment } from "./pay";

type RefundResult = { payment: Payment; balance: Won };

const refundPayment = sqlFunction<[userId: string, paymentId: string, key: string, requestHash: string], RefundResult>(
  "refund_payment",
);

/**
 * Refunds a payment to the wallet and frees its seat, until the concert's `refundHours` before the date. The balance may
 * pass the limit that charges have.
 * @throws AppError PAYMENT_NOT_FOUND (also for another fan's), REFUND_CLOSED when it is too late or refunded already, IDEMPOTENCY_IN_FLIGHT, IDEMPOTENCY_KEY_REUSED
 */
export const refund = (userId: string, paymentId: string, { key, requestHash }: Idempotency): Promise<RefundResult> =>
  refundPayment(userId, paymentId, key, requestHash);
