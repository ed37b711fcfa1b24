import { AppError } from "@/lib/core/errors";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { PlannedSeat } from "./halls";

const SEATS_PER_STATEMENT = 20_000; // a few megabytes, well within the statement timeout
const MAX_LISTED = 50; // seat numbers in an error

/** Writes the seats of a date: adds new numbers; existing seats take the new position, grade and price. */
export async function writeSeats(
  tx: Prisma.TransactionClient,
  scheduleId: bigint,
  seats: readonly PlannedSeat[],
): Promise<void> {
  for (let from = 0; from < seats.length; from += SEATS_PER_STATEMENT) {
    const rows = JSON.stringify(seats.slice(from, from + SEATS_PER_STATEMENT));
    await tx.$executeRaw`
      INSERT INTO seat (schedule_id, number, section, row, label, x, y, grade, price)
      SELECT ${scheduleId}, number, section, row, label, x, y, grade, price
      FROM json_to_recordset(${rows}::json)
        AS seat (number int, section text, row text, label text, x float8, y float8, grade text, price bigint)
      ORDER BY number
      ON CONFLICT (schedule_id, number) DO UPDATE SET
        section = excluded.section, row = excluded.row, label = excluded.label, x = excluded.x, y = excluded.y,
        grade = excluded.grade, price = excluded.price, version = seat.version + 2`;
  }
}

/** Locks every seat of a date in id order against holds. @throws AppError SEAT_IN_USE with seats held or sold */
export async function lockFreeSeats(tx: Prisma.TransactionClient, scheduleId: bigint): Promise<void> {
  const inUse = await tx.$queryRaw<{ number: number }[]>`
    WITH locked AS MATERIALIZED (
      SELECT number, status, hold_expires_at FROM seat WHERE schedule_id = ${scheduleId} ORDER BY id FOR UPDATE)
    SELECT number FROM locked
    WHERE status = 'RESERVED' OR (status = 'TEMPORARY' AND hold_expires_at > jari_now())
    ORDER BY number LIMIT ${MAX_LISTED}`;
  throwIfInUse(inUse);
}

/** Deletes seats beyond `last`. @throws AppError SEAT_IN_USE for seats with (even canceled) reservations */
export async function removeSeatsAfter(tx: Prisma.TransactionClient, scheduleId: bigint, last: number): Promise<void> {
  const referenced = await tx.$queryRaw<{ number: number }[]>`
    SELECT DISTINCT number FROM seat JOIN reservation ON reservation.seat_id = seat.id
    WHERE seat.schedule_id = ${scheduleId} AND number > ${last}
    ORDER BY number LIMIT ${MAX_LISTED}`;
  throwIfInUse(referenced);
  // A seat map's version, the sum of its seats', must only grow, so the first seat gets those of the deleted ones.
  await tx.$executeRaw`
    WITH deleted AS (DELETE FROM seat WHERE schedule_id = ${scheduleId} AND number > ${last} RETURNING version + 2 AS version)
    UPDATE seat SET version = version + (SELECT coalesce(sum(version), 0) FROM deleted)
    WHERE schedule_id = ${scheduleId} AND number = 1`;
}

function throwIfInUse(seats: { number: number }[]): void {
  if (seats.length) throw new AppError("SEAT_IN_USE", { seatNumbers: seats.map(({ number }) => number) });
}
