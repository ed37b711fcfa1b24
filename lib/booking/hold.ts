import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import type { Idempotency } from "@/lib/core/idempotency";
import type { Won } from "@/lib/core/money";
import { sqlFunction } from "@/lib/core/sql-function";

export type HeldSeat = {
  id: string;
  seatId: string;
  seatNumber: number;
  price: Won;
  status: "RESERVING";
  expiresAt: string;
};
export type Hold = { reservations: HeldSeat[]; totalPrice: Won; expiresAt: string };

type HoldRequest = { userId: string; scheduleId: string; seatNumbers: number[]; queueNumber: number };

const holdSeats = sqlFunction<
  [
    userId: string,
    scheduleId: string,
    seatNumbers: number[],
    queueNumber: number,
    holdMs: number,
    key: string | null,
    requestHash: string | null,
  ],
  Hold
>("hold_seats");

/** Holds seats of one date for HOLD_SECONDS, all or none; replaces a live hold of the concert and keeps its expiry.
 * @throws AppError HOLD_COOLDOWN, INSUFFICIENT_BALANCE, SEAT_NOT_AVAILABLE, SEAT_NOT_FOUND, SEAT_LIMIT, SCHEDULE_NOT_FOUND, SALE_NOT_OPEN, SALE_CLOSED,
 * QUEUE_TOKEN_NOT_ACTIVE, INVALID_INPUT, IDEMPOTENCY_IN_FLIGHT, IDEMPOTENCY_KEY_REUSED */
export async function hold(
  { userId, scheduleId, seatNumbers, queueNumber }: HoldRequest,
  idempotency?: Idempotency,
): Promise<Hold> {
  if (seatNumbers.length === 0 || new Set(seatNumbers).size < seatNumbers.length)
    throw new AppError("INVALID_INPUT", {
      errors: [{ path: "seatNumbers", message: "must name at least one seat, and each seat once" }],
    });
  const holdMs = env().HOLD_SECONDS * 1000;
  const { key = null, requestHash = null } = idempotency ?? {};
  return holdSeats(userId, scheduleId, seatNumbers, queueNumber, holdMs, key, requestHash);
}
