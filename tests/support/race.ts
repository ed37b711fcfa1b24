import { expect } from "vitest";
import { closeDb, pool } from "@/lib/core/db";

/** Connections of a race: as many requests truly run at once. Opened beforehand, so that the start is one moment. */
export const CONCURRENCY = 50;

/** Call at the top of a race's file, before anything asks for the pool. */
export function largePool(): void {
  process.env.DATABASE_POOL_MAX = String(CONCURRENCY);
}

/** Opens every connection of the pool. */
export async function warmPool(): Promise<void> {
  const clients = await Promise.all(Array.from({ length: CONCURRENCY }, () => pool().connect()));
  for (const client of clients) client.release();
}

/** Deadlocks Postgres has had to break on this database, those of backends still running included. */
export async function countDeadlocks(): Promise<number> {
  await closeDb(); // a backend tells its last counts when it ends
  await expect
    .poll(
      async () => {
        const { rows } = await pool().query(
          "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'jari' AND pid <> pg_backend_pid()",
        );
        return rows.length;
      },
      { timeout: 20_000 },
    )
    .toBe(0);
  const { rows } = await pool().query<{ deadlocks: string }>(
    "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()",
  );
  return Number(rows[0]?.deadlocks);
}

/** A number below `limit`, the same sequence in every run (mulberry32). */
export function seededRandom(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}
