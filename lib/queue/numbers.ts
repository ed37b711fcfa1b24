import { statement } from "@/lib/core/db";
import type { Line } from "./settings";

/**
 * Numbers are reserved in Postgres in blocks of so many, half a block before they are needed: no join waits for a write,
 * and a line that has lost Redis knows above which number nobody can have been.
 */
export const BLOCK = 10_000;

const reserveFirst = statement<{ reserved: string }>(
  "reserve_first",
  `INSERT INTO queue_block AS b (concert_id, reserved_to) VALUES ($1, $2)
   ON CONFLICT (concert_id) DO UPDATE SET reserved_to = b.reserved_to + $2 RETURNING reserved_to AS reserved`,
);

const reserveNext = statement<{ reserved: string }>(
  "reserve_next",
  `UPDATE queue_block SET reserved_to = greatest(reserved_to, $2) WHERE concert_id = $1 RETURNING reserved_to AS reserved`,
);

const readSettings = statement<Omit<Line, "concertId">>(
  "line_settings",
  `SELECT c.capacity, c.admit_per_minute AS "admitPerMinute", c.queue_paused AS paused,
     c.sales_open_at AS "opensAt", c.sales_close_at AS "closesAt", c.line_version AS version
   FROM concert c JOIN queue_block b ON b.concert_id = c.id WHERE c.id = $1`,
);

const readReserved = statement("line_reserved", "SELECT 1 FROM queue_block WHERE concert_id = $1");

/** The first block of a line that begins: nobody has ever been given a number above `issued`, or will be above `reserved`. */
export async function reserveBlock(concertId: string): Promise<{ issued: number; reserved: number }> {
  const [row] = await reserveFirst(concertId, BLOCK);
  const reserved = Number(row?.reserved);
  return { issued: reserved - BLOCK, reserved };
}

/** The next block of a line that may issue up to `reserved`; however many ask at once, it is one. Answers its end. */
export async function reserveAfter(concertId: string, reserved: number): Promise<number> {
  const [row] = await reserveNext(concertId, reserved + BLOCK);
  return Number(row?.reserved ?? reserved);
}

/** Whether anybody can ever have been given a number in this line. */
export const hasStarted = async (concertId: string): Promise<boolean> => (await readReserved(concertId)).length > 0;

/** How the line of a concert is set, for one that has to begin again without being told; null when there is none. */
export async function lineAsSet(concertId: string): Promise<Line | null> {
  const [settings] = await readSettings(concertId);
  return settings ? { concertId, ...settings } : null;
}
