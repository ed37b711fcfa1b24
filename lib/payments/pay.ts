import type { Place } from "@/lib/booking/place";
import type { Idempotency } from "@/lib/core/idempotency";
import type { Won } from "@/lib/core/money";
import { sqlFunction } from "@/lib/core/sql-function";

export type Payment = { id: string; reservationId: string; price: Won; status: "COMPLETED" | "CANCELED" };
export type PayResult = { payments: Payment[]; seats: { id: string; number: number }[]; balance: Won; place: Place };

const payReservations = sqlFunction<
  [userId: string, reservationIds: string[], key: string, requestHash: string],
  PayResult
>("pay_reservations");

/** Pays held seats of one concert, all or none, once; ends their `place`. @throws AppError RESERVATION_NOT_FOUND,
 * ALREADY_PAID, HOLD_EXPIRED, INSUFFICIENT_BALANCE, IDEMPOTENCY_IN_FLIGHT, IDEMPOTENCY_KEY_REUSED */
export const pay = (userId: string, reservationIds: string[], { key, requestHash }: Idempotency): Promise<PayResult> =>
  payReservations(userId, [...new Set(reservationIds)], key, requestHash);
