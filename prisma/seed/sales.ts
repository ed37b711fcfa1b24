import { randomUUID } from "node:crypto";
import { hold } from "@/lib/booking";
import { pool } from "@/lib/core/db";
import { AppError } from "@/lib/core/errors";
import { pay } from "@/lib/payments";
import { charge, getBalance } from "@/lib/payments/wallet";

const CONCURRENT_SALES = 6; // fewer than the connections of the pool

type Sale = { concertId: string; scheduleIds: string[]; seats: number; seatLimit: number };

/** Free seats of a date in a scattered order that is the same at every start. */
async function findFreeSeats(scheduleId: string): Promise<number[]> {
  const { rows } = await pool().query<{ number: number }>(
    "SELECT number FROM seat_now WHERE schedule_id = $1 AND status = 'AVAILABLE' ORDER BY md5((number / 2)::text), number",
    [scheduleId],
  );
  return rows.map(({ number }) => number);
}

async function countPaidSeats(userId: string, concertId: string): Promise<number> {
  const { rows } = await pool().query<{ count: string }>(
    "SELECT count(*) FROM reservation WHERE user_id = $1 AND concert_id = $2 AND status = 'RESERVED'",
    [userId, concertId],
  );
  return Number(rows[0]?.count);
}

/** A queue number of this fan that has not ended. */
async function nextQueueNumber(userId: string, concertId: string): Promise<number> {
  const { rows } = await pool().query<{ number: string }>(
    `SELECT 1 + greatest(
       (SELECT coalesce(max(number), 0) FROM ended_place WHERE user_id = $1 AND concert_id = $2),
       (SELECT coalesce(max(queue_number), 0) FROM reservation WHERE user_id = $1 AND concert_id = $2)) AS number`,
    [userId, concertId],
  );
  return Number(rows[0]?.number);
}

const newIdempotency = () => ({ key: `seed-${randomUUID()}`, requestHash: "seed" });

/** Holds seats for a fan, charges the wallet if the balance is too low, and pays. */
async function buy(
  userId: string,
  { concertId, scheduleId }: { concertId: string; scheduleId: string },
  seats: number[],
) {
  const queueNumber = await nextQueueNumber(userId, concertId);
  const { reservations, totalPrice } = await hold({ userId, scheduleId, seatNumbers: seats, queueNumber });
  if ((await getBalance(userId)) < totalPrice) await charge(userId, totalPrice, newIdempotency());
  const ids = reservations.map(({ id }) => id);
  await pay(userId, ids, newIdempotency());
}

/** A concert that an admin has changed may reject a sale, which must not stop the start of the demo. */
function ignoreAppErrors(error: unknown): void {
  if (!(error instanceof AppError)) throw error;
}

/** Sells up to `seats` seats by the commands of the API, so that payments, ledger and events agree. */
export async function sellSeats(sale: Sale, fans: readonly { id: string }[]): Promise<void> {
  const { concertId, seatLimit, scheduleIds } = sale;
  let left = sale.seats;
  for (const scheduleId of scheduleIds) {
    const free = await findFreeSeats(scheduleId);
    const buyers = [...fans];
    const sellToBuyers = async () => {
      for (let fan = buyers.shift(); fan && left > 0 && free.length > 0; fan = buyers.shift()) {
        const allowed = seatLimit - (await countPaidSeats(fan.id, concertId));
        const seats = free.splice(0, Math.max(0, Math.min(allowed, left, 2)));
        left -= seats.length;
        if (seats.length) await buy(fan.id, { concertId, scheduleId }, seats).catch(ignoreAppErrors);
      }
    };
    await Promise.all(Array.from({ length: CONCURRENT_SALES }, sellToBuyers));
  }
}
