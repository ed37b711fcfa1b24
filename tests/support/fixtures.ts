import { randomUUID } from "node:crypto";
import { hashPassword } from "@/lib/auth/password";
import { pool } from "@/lib/core/db";
import { processSingleton } from "@/lib/core/singleton";

export const PASSWORD = "jari-test-1234";

export type TestUser = { id: string; email: string; name: string; role: "FAN" | "ADMIN"; password: string };
export type TestSchedule = { id: string; startsAt: Date; seats: { id: string; number: number; price: number }[] };
export type TestConcert = { id: string; slug: string; name: string; scheduleId: string; schedules: TestSchedule[] };

const unique = () => randomUUID().slice(0, 8);
const passwordHash = () => processSingleton("test password", () => hashPassword(PASSWORD));
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000);

/** `count` users in one statement, each with a wallet, and when there is a balance with a CHARGE that has been told. */
async function makeUsers(count: number, role: TestUser["role"], balance: number): Promise<TestUser[]> {
  const mark = unique();
  const { rows } = await pool().query<Omit<TestUser, "password">>(
    `WITH inserted AS (
       INSERT INTO users (email, name, password_hash, role)
       SELECT lower($2::text) || '-' || $1 || '-' || n || '@jari.test', initcap(lower($2::text)) || ' ' || n, $3, $2::role
       FROM generate_series(1, $4::int) n RETURNING id, email, name, role)
     SELECT * FROM inserted ORDER BY length(email), email`,
    [mark, role, await passwordHash(), count],
  );
  if (balance > 0) {
    const ids = rows.map((row) => row.id);
    await pool().query(
      `WITH charged AS (UPDATE wallet SET balance = $2 WHERE user_id = ANY($1::uuid[]) RETURNING user_id, balance),
       entry AS (
         INSERT INTO ledger_entry (user_id, type, amount, balance_after, created_at)
         SELECT user_id, 'CHARGE', balance, balance, jari_now() FROM charged RETURNING *),
       numbered AS (INSERT INTO outbox_sequence (aggregate_key, last) SELECT user_id::text, 1 FROM entry)
       INSERT INTO outbox_event (id, type, aggregate_key, sequence, schema_version, payload, occurred_at, pending)
       SELECT jari_uuid_v7(), 'wallet.charged', user_id::text, 1, 1, jsonb_build_object('userId', user_id,
         'entryId', id::text, 'amount', amount, 'balanceAfter', balance_after), created_at, false FROM entry`,
      [ids, balance],
    );
  }
  return rows.map((row) => ({ ...row, password: PASSWORD }));
}

const one = <T>([first]: T[]): T => {
  if (first === undefined) throw new Error("the fixture inserted nothing");
  return first;
};

/** A fan of their own, with `balance` won in the wallet (0 by default). */
export const makeFan = async ({ balance = 0 } = {}): Promise<TestUser> => one(await makeUsers(1, "FAN", balance));

/** Many fans at once, in order of creation. */
export const makeFans = (count: number, { balance = 0 } = {}): Promise<TestUser[]> => makeUsers(count, "FAN", balance);

/** An admin. */
export const makeAdmin = async (): Promise<TestUser> => one(await makeUsers(1, "ADMIN", 0));

type ConcertOptions = {
  /** Seats of each date, numbered 1..seats, ten to a row. */
  seats?: number;
  price?: number;
  seatLimit?: number;
  /** How many dates. */
  schedules?: number;
  capacity?: number;
  admitPerMinute?: number;
  refundHours?: number;
  salesOpenAt?: Date;
  salesCloseAt?: Date;
  /** The first date; the others follow a day apart. */
  startsAt?: Date;
  name?: string;
  createdById?: string;
  /** None by default: one fan of a test may hold again and again. */
  holdCooldownSeconds?: number;
  requiresBalance?: boolean;
  requiresVerifiedEmail?: boolean;
};

/** A concert on sale now with plain halls, by default one date in 30 days with 50 seats of ₩50,000, four to a fan. */
export async function makeConcert(options: ConcertOptions = {}): Promise<TestConcert> {
  const { seats = 50, price = 50_000, seatLimit = 4, schedules = 1, capacity = 100, admitPerMinute = 600 } = options;
  const { refundHours = 24, salesOpenAt = inHours(-1), salesCloseAt = inHours(24 * 29) } = options;
  const { startsAt = inHours(24 * 30), name = "Test Concert", createdById = null } = options;
  const { holdCooldownSeconds = 0, requiresBalance = false, requiresVerifiedEmail = false } = options;
  const concert = one(
    (
      await pool().query<{ id: string; slug: string; name: string }>(
        `INSERT INTO concert (slug, name, host, description, sales_open_at, sales_close_at, seat_limit, refund_hours,
                              capacity, admit_per_minute, created_by_id, hold_cooldown_seconds, requires_balance,
                              requires_verified_email)
         VALUES ($1, $2, 'Test Host', 'Made by a test.', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         RETURNING id, slug, name`,
        [
          `test-${unique()}`,
          name,
          salesOpenAt,
          salesCloseAt,
          seatLimit,
          refundHours,
          capacity,
          admitPerMinute,
          createdById,
          ...[holdCooldownSeconds, requiresBalance, requiresVerifiedEmail],
        ],
      )
    ).rows,
  );
  const created: TestSchedule[] = [];
  for (let day = 0; day < schedules; day++) {
    const date = new Date(startsAt.getTime() + day * 86_400_000);
    created.push(await makeSchedule(concert.id, date, seats, price));
  }
  return { ...concert, scheduleId: one(created).id, schedules: created };
}

async function makeSchedule(concertId: string, startsAt: Date, seats: number, price: number): Promise<TestSchedule> {
  const hall = { type: "plain", seats, grades: [{ name: "R", price, from: 1, to: seats }] };
  const { id } = one(
    (
      await pool().query<{ id: string }>(
        "INSERT INTO schedule (concert_id, starts_at, venue, hall) VALUES ($1, $2, 'Test Hall', $3) RETURNING id",
        [concertId, startsAt, JSON.stringify(hall)],
      )
    ).rows,
  );
  const { rows } = await pool().query<{ id: string; number: number }>(
    `INSERT INTO seat (schedule_id, number, section, row, label, x, y, grade, price)
     SELECT $1, n, '', chr(65 + ((n - 1) / 10) % 26), n::text, (n - 1) % 10, (n - 1) / 10, 'R', $3
     FROM generate_series(1, $2::int) n ORDER BY 2 RETURNING id, number`,
    [id, seats, price],
  );
  return { id, startsAt, seats: rows.map((seat) => ({ ...seat, price })) };
}
