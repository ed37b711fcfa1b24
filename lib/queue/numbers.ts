import { preparedStatement } from "@/lib/core/db";
import type { QueueSettings } from "./settings";

// Reserving half a block ahead spares joins the wait for Postgres, and a lost queue never issues a number twice.
export const NUMBER_BLOCK_SIZE = 10_000;

const insertFirstBlock = preparedStatement<{ reserved: string }>(
  "reserve_first",
  `INSERT INTO queue_block AS b (concert_id, reserved_to) VALUES ($1, $2)
   ON CONFLICT (concert_id) DO UPDATE SET reserved_to = b.reserved_to + $2 RETURNING reserved_to AS reserved`,
);

const extendReserved = preparedStatement<{ reserved: string }>(
  "reserve_next",
  `UPDATE queue_block SET reserved_to = greatest(reserved_to, $2) WHERE concert_id = $1 RETURNING reserved_to AS reserved`,
);

const selectSettings = preparedStatement<Omit<QueueSettings, "concertId">>(
  "line_settings",
  `SELECT c.capacity, c.admit_per_minute AS "admitPerMinute", c.queue_paused AS paused,
     c.sales_open_at AS "opensAt", c.sales_close_at AS "closesAt", c.line_version AS version
   FROM concert c JOIN queue_block b ON b.concert_id = c.id WHERE c.id = $1`,
);

const selectBlock = preparedStatement("line_reserved", "SELECT 1 FROM queue_block WHERE concert_id = $1");

/** The first block of a new or lost queue: no number above `issued` was ever issued. */
export async function reserveFirstBlock(concertId: string): Promise<{ issued: number; reserved: number }> {
  const [row] = await insertFirstBlock(concertId, NUMBER_BLOCK_SIZE);
  const reserved = Number(row?.reserved);
  return { issued: reserved - NUMBER_BLOCK_SIZE, reserved };
}

/** Reserves the block after `reserved`, once for all concurrent callers; returns its end. */
export async function reserveNextBlock(concertId: string, reserved: number): Promise<number> {
  const [row] = await extendReserved(concertId, reserved + NUMBER_BLOCK_SIZE);
  return Number(row?.reserved ?? reserved);
}

export const wasEverStarted = async (concertId: string): Promise<boolean> => (await selectBlock(concertId)).length > 0;

/** The settings of a concert's queue as Postgres has them, or null. */
export async function loadSettings(concertId: string): Promise<QueueSettings | null> {
  const [settings] = await selectSettings(concertId);
  return settings ? { concertId, ...settings } : null;
}
