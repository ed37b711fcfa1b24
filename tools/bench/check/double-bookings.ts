import type pg from "pg";
import { pool } from "@/lib/core/db";

/** Counts seats with several live reservations, and paid reservations whose seat has another holder, in the whole database. */
export async function countDoubleBookings(): Promise<number> {
  const { rows } = await pool().query<{ doubles: string }>(
    `SELECT (SELECT count(*) FROM (
        SELECT seat_id FROM reservation r JOIN seat s ON s.id = r.seat_id
        WHERE r.status = 'RESERVED' OR (r.status = 'RESERVING' AND r.expires_at > jari_now())
        GROUP BY seat_id HAVING count(*) > 1) twice)
      + (SELECT count(*) FROM reservation r JOIN seat s ON s.id = r.seat_id
         WHERE r.status = 'RESERVED' AND (s.status <> 'RESERVED' OR s.holder_id IS DISTINCT FROM r.user_id)) AS doubles`,
  );
  return Number(rows[0]?.doubles);
}

const SEATS = 50;
const BUYERS = 32;

/** How many of 50 seats are sold twice by buyers who read first and write then: a control that must find some. */
export async function doubleBookingsWithoutLocking(): Promise<number> {
  await pool().query(
    `DROP TABLE IF EXISTS bench_unsafe_sale, bench_unsafe_seat;
     CREATE TABLE bench_unsafe_seat (id int PRIMARY KEY, taken boolean NOT NULL DEFAULT false);
     CREATE TABLE bench_unsafe_sale (seat_id int NOT NULL, buyer int NOT NULL);
     INSERT INTO bench_unsafe_seat SELECT generate_series(1, ${SEATS})`,
  );
  const clients: pg.PoolClient[] = [];
  const most = Math.min(BUYERS, pool().options.max);
  for (let n = 0; n < most; n++) clients.push(await pool().connect());
  for (let seat = 1; seat <= SEATS; seat++)
    await Promise.all(clients.map((client, buyer) => buyUnsafely(client, seat, buyer)));
  for (const client of clients) client.release();
  const { rows } = await pool().query<{ doubles: string }>(
    "SELECT count(*) AS doubles FROM (SELECT seat_id FROM bench_unsafe_sale GROUP BY seat_id HAVING count(*) > 1) twice",
  );
  await pool().query("DROP TABLE bench_unsafe_sale, bench_unsafe_seat");
  return Number(rows[0]?.doubles);
}

async function buyUnsafely(client: pg.PoolClient, seat: number, buyer: number): Promise<void> {
  const { rows } = await client.query<{ taken: boolean }>("SELECT taken FROM bench_unsafe_seat WHERE id = $1", [seat]);
  if (rows[0]?.taken) return;
  await client.query("INSERT INTO bench_unsafe_sale VALUES ($1, $2)", [seat, buyer]);
  await client.query("UPDATE bench_unsafe_seat SET taken = true WHERE id = $1", [seat]);
}
