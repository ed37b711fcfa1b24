import { randomUUID } from "node:crypto";
import pg from "pg";
import { env } from "@/lib/core/env";
import { migrate } from "@/tools/database/migrations";

const SEATS_A_DATE = 1_000;

/** A house of many seats in a database of its own, half of them sold, each to another fan. */
export type LargeDataset = { client: pg.Client; scheduleId: string; concertId: string; close(): Promise<void> };

// Rows as the verbs leave them, without their triggers, which would make each of a million for itself.
const fill = (seats: number) => `
  SET session_replication_role = replica;
  INSERT INTO users (id, email, name, password_hash)
    SELECT gen_random_uuid(), n || '@jari.test', 'Fan ' || n, '-' FROM generate_series(1, ${seats / 2}) n;
  INSERT INTO wallet (user_id, balance) SELECT id, 1000000 FROM users;
  INSERT INTO concert (slug, name, host, description, sales_open_at, sales_close_at)
    SELECT 'concert-' || n, 'Concert', 'Host', '', now() - interval '1 day', now() + interval '30 days'
    FROM generate_series(1, ${Math.ceil(seats / SEATS_A_DATE / 10)}) n;
  INSERT INTO schedule (concert_id, starts_at, venue, hall)
    SELECT 1 + n / 10, now() + interval '60 days', 'Hall', '{}' FROM generate_series(0, ${seats / SEATS_A_DATE - 1}) n;
  INSERT INTO seat (schedule_id, number, section, row, label, x, y, grade, price, status, holder_id)
    SELECT d.id, n, '', 'A', n, n % 50, n / 50, 'R', 50000,
      CASE WHEN fan.id IS NULL THEN 'AVAILABLE' ELSE 'RESERVED' END::seat_status, fan.id
    FROM schedule d CROSS JOIN generate_series(1, ${SEATS_A_DATE}) n
      LEFT JOIN (SELECT id, 2 * row_number() OVER () AS nth FROM users) fan ON fan.nth = (d.id - 1) * ${SEATS_A_DATE} + n
    ORDER BY d.id, n;
  INSERT INTO reservation (seat_id, user_id, concert_id, schedule_id, queue_number, concert_name, concert_date, price,
      status, expires_at, created_at, modified_at)
    SELECT s.id, holder_id, concert_id, d.id, s.number, 'Concert', starts_at, price, 'RESERVED', now(), now(), now()
    FROM seat s JOIN schedule d ON d.id = s.schedule_id WHERE status = 'RESERVED';
  INSERT INTO payment (reservation_id, user_id, price, created_at, modified_at)
    SELECT id, user_id, price, now(), now() FROM reservation;
  INSERT INTO ledger_entry (user_id, type, amount, balance_after, reservation_id, created_at)
    SELECT user_id, 'PAYMENT', -price, 1000000, id, now() FROM reservation;
  INSERT INTO allowance (concert_id, user_id, seats, seat_limit)
    SELECT concert_id, user_id, count(*), 4 FROM reservation GROUP BY 1, 2;
  SET session_replication_role = DEFAULT;
  ANALYZE`;

const urlOf = (database: string) => Object.assign(new URL(env().DATABASE_URL), { pathname: `/${database}` }).href;

async function administrate(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: env().DATABASE_URL });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

export async function createLargeDataset(seats: number): Promise<LargeDataset> {
  const database = `big_${randomUUID().replaceAll("-", "")}`;
  await administrate(`CREATE DATABASE ${database}`);
  await migrate(urlOf(database));
  const client = new pg.Client({ connectionString: urlOf(database) });
  await client.connect();
  await client.query(fill(seats));
  const { rows } = await client.query("SELECT id, concert_id FROM schedule ORDER BY id DESC LIMIT 1");
  return {
    client,
    scheduleId: rows[0].id,
    concertId: rows[0].concert_id,
    async close() {
      await client.end();
      await administrate(`DROP DATABASE ${database}`);
    },
  };
}
