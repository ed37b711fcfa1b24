import { randomUUID } from "node:crypto";
import { hold, loadSeatMap, ownSeatIndexes, type Seat, statusAt } from "@/lib/booking";
import { pool } from "@/lib/core/db";
import { AppError, isErrorCode } from "@/lib/core/errors";
import type { Idempotency } from "@/lib/core/idempotency";
import type { TestConcert, TestUser } from "./fixtures";

/** An unused idempotency key. */
export const freshKey = (): Idempotency => ({ key: randomUUID(), requestHash: "test" });

/** Holds seats of the concert's first date as the fan's place `queueNumber`. */
export const holdSeats = (fan: TestUser, concert: TestConcert, seatNumbers: number[], queueNumber = 1) =>
  hold({ userId: fan.id, scheduleId: concert.scheduleId, seatNumbers, queueNumber });

/** Every seat of a date as it is now, as this user sees it. */
export async function seatMap(scheduleId: string, userId?: string): Promise<{ version: number; seats: Seat[] }> {
  const snapshot = await loadSeatMap(scheduleId);
  const own = ownSeatIndexes(snapshot, userId);
  const seats = snapshot.hall.seats.map((seat, index) => {
    return { ...seat, status: statusAt(snapshot, index), mine: own.includes(index) };
  });
  return { version: snapshot.version, seats };
}

/** The result of a command: "ok", or the code of its AppError. Any other error is rethrown. */
export async function resultOf(command: Promise<unknown>): Promise<string> {
  try {
    await command;
    return "ok";
  } catch (error) {
    if (error instanceof AppError && isErrorCode(error.code)) return error.code;
    throw error;
  }
}

/** The AppError of a command that fails. */
export async function errorOf(command: Promise<unknown>): Promise<AppError> {
  try {
    await command;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error("the command did not fail");
}

/** How often each outcome occurs. */
export function tally(outcomes: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

export type SeatRow = { number: number; status: string; holderId: string | null; expires: Date | null };

/** The concert's seats with their state, as the table has it. */
export async function seatRows({ scheduleId }: TestConcert): Promise<SeatRow[]> {
  const { rows } = await pool().query<SeatRow>(
    `SELECT number, status, holder_id AS "holderId", hold_expires_at AS expires FROM seat WHERE schedule_id = $1 ORDER BY number`,
    [scheduleId],
  );
  return rows;
}

export type ReservationRow = { id: string; userId: string; number: number; status: string; expires: Date };

/** The concert's reservations, oldest first, as the table has them. */
export async function reservationRows({ id }: TestConcert): Promise<ReservationRow[]> {
  const { rows } = await pool().query<ReservationRow>(
    `SELECT r.id, r.user_id AS "userId", s.number, r.status, r.expires_at AS expires
     FROM reservation r JOIN seat s ON s.id = r.seat_id WHERE r.concert_id = $1 ORDER BY r.id`,
    [id],
  );
  return rows;
}

export type EventRow = { type: string; aggregateKey: string; payload: { place?: unknown } & Record<string, unknown> };

/** The events of a concert, in order. */
export async function eventsOf({ id }: TestConcert): Promise<EventRow[]> {
  const { rows } = await pool().query<EventRow>(
    `SELECT type, aggregate_key AS "aggregateKey", payload FROM outbox_event WHERE payload->>'concertId' = $1 ORDER BY id`,
    [id],
  );
  return rows;
}

/** The ended places of a concert's queue, and why they ended. */
export async function endedPlaces({ id }: TestConcert): Promise<{ userId: string; number: number; reason: string }[]> {
  const { rows } = await pool().query<{ userId: string; number: number; reason: string }>(
    `SELECT user_id AS "userId", number::int, reason FROM ended_place WHERE concert_id = $1 ORDER BY user_id, number`,
    [id],
  );
  return rows;
}
