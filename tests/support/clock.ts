import { afterEach } from "vitest";
import { queueClock } from "@/lib/core/clock";
import { pool } from "@/lib/core/db";

const clockOf = (offsetMs: number) =>
  `CREATE OR REPLACE FUNCTION jari_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS
   'SELECT clock_timestamp() + ${Math.trunc(offsetMs)} * interval ''1 millisecond'''`;

let moved = false;

/** Sets the clock that decides holds this far from the real one, for every process on this database, until the test ends. */
export async function movePostgresClock(offsetMs: number): Promise<void> {
  moved = true;
  await pool().query(clockOf(offsetMs));
}

/** The clock that decides holds is the real one again. */
export async function resetPostgresClock(): Promise<void> {
  await pool().query(
    "CREATE OR REPLACE FUNCTION jari_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT clock_timestamp()'",
  );
  moved = false;
}

/** Sets the line's clock this far from Redis's, in this process, until the test ends. */
export function moveLineClock(offsetMs: number): void {
  queueClock.offsetMs = offsetMs;
}

/** Registered for every test by `setup.ts`: no test sees another one's time. */
export function resetClocksAfterEach(): void {
  afterEach(async () => {
    queueClock.offsetMs = 0;
    if (moved) await resetPostgresClock();
  });
}
