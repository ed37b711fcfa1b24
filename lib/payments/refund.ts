import type { Idempotency } from "@/lib/core/idempotency";
import type { Won } from "@/lib/core/money";
import { sqlFunction } from "@/lib/core/sql-function";
import type { Payment } from "./pay";

type RefundResult = { payment: Payment; balance: Won };

const refundPayment = sqlFunction<[userId: string, paymentId: string, key: string, requestHash: string], RefundResult>(
  "refund_payment",
);

/** Refunds to the wallet, even past its limit, until `refundHours` before the date, and frees the seat.
 * @throws AppError PAYMENT_NOT_FOUND, REFUND_CLOSED, IDEMPOTENCY_IN_FLIGHT, IDEMPOTENCY_KEY_REUSED */
export const refund = (userId: string, paymentId: string, { key, requestHash }: Idempotency): Promise<RefundResult> =>
  refundPayment(userId, paymentId, key, requestHash);
