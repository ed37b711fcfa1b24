import { randomUUID } from "node:crypto";
import { hold } from "@/lib/booking";
import { pool } from "@/lib/core/db";
import { pay } from "@/lib/payment";

const AT_ONCE = 6; // sales under way; the pool is larger

type Sale = { concertId: string; scheduleIds: string[]; seats: number; seatLimit: number };

/** Free seats of a date, scattered as people choose: the same every time, so that two starts look alike. */
async function freeSeats(scheduleId: string): Promise<number[]> {
  const { rows } = await pool().query<{ number: number }>(
    "SELECT number FROM seat WHERE schedule_id = $1 AND status = 'AVAILABLE' ORDER BY md5((number / 2)::text), number",
    [scheduleId],
  );
  return rows.map(({ number }) => number);
}

async function seatsOf(userId: string, concertId: string): Promise<number> {
  const { rows } = await pool().query<{ count: string }>(
    "SELECT count(*) FROM reservation WHERE user_id = $1 AND concert_id = $2 AND status = 'RESERVED'",
    [userId, concertId],
  );
  return Number(rows[0]?.count);
}

/** The number this fan came under: one that has not been used up. */
async function nextNumber(userId: string, concertId: string): Promise<number> {
  const { rows } = await pool().query<{ number: string }>(
    "SELECT coalesce(max(number), 0) + 1 AS number FROM ended_place WHERE user_id = $1 AND concert_id = $2",
    [userId, concertId],
  );
  return Number(rows[0]?.number);
}

/** Sells up to `seats` seats to the crowd by the verbs everybody buys with, so that the books are in order. */
export async function sellToCrowd(sale: Sale, crowd: readonly { id: string }[]): Promise<void> {
  let left = sale.seats;
  for (const scheduleId of sale.scheduleIds) {
    const free = await freeSeats(scheduleId);
    const buyers = [...crowd];
    const queue = async () => {
      for (let fan = buyers.shift(); fan && left > 0 && free.length > 0; fan = buyers.shift()) {
        const room = sale.seatLimit - (await seatsOf(fan.id, sale.concertId));
        const seatNumbers = free.splice(0, Math.min(room, left, 2));
        if (seatNumbers.length === 0) continue;
        left -= seatNumbers.length;
        const queueNumber = await nextNumber(fan.id, sale.concertId);
        const { reservations } = await hold({ userId: fan.id, scheduleId, seatNumbers, queueNumber });
        const key = { key: randomUUID(), requestHash: "seed" };
        await pay(
          fan.id,
          reservations.map(({ id }) => id),
          key,
        );
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, queue));
  }
}
