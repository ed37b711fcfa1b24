import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { pool } from "@/lib/core/db";
import { pay } from "@/lib/payments";
import { freshKey, holdSeats } from "../../support/booking";
import { makeAdmin, makeConcert, makeFan, type TestConcert, type TestUser } from "../../support/fixtures";

// Each invariant is attacked with plain SQL, past every command; the database refuses by the name of its constraint.
let fan: TestUser;
let rival: TestUser;
let concert: TestConcert;
let paid: string;
let unpaid: string;

beforeAll(async () => {
  [fan, rival, concert] = await Promise.all([
    makeFan({ balance: 100_000 }),
    makeFan({ balance: 1_000 }),
    makeConcert(),
  ]);
  const held = await holdSeats(fan, concert, [1]);
  paid = held.reservations[0]?.id ?? "";
  await pay(fan.id, [paid], freshKey());
  unpaid = (await holdSeats(fan, concert, [2], 2)).reservations[0]?.id ?? "";
});

const attack = (sql: string, ...values: unknown[]) => pool().query(sql, values);
const refusedBy = async (guard: string, attempt: Promise<unknown>) =>
  expect(attempt).rejects.toMatchObject({ constraint: guard });
const refusedWith = async (code: string, attempt: Promise<unknown>) => expect(attempt).rejects.toMatchObject({ code });

const NOT_IN_ENUM = "22P02";
const APPEND_ONLY = "23001";

const seat = (column: string) => `INSERT INTO seat (schedule_id, number, section, row, label, x, y, grade, price)
  SELECT schedule_id, ${column === "number" ? "$2" : "number + 1000"}, section, row, label, x, y, grade,
    ${column === "price" ? "$2" : "price"} FROM seat WHERE schedule_id = $1 AND number = 1`;

const copyReservation = `INSERT INTO reservation (seat_id, user_id, concert_id, schedule_id, queue_number, concert_name,
    concert_date, price, status, expires_at, created_at, modified_at)
  SELECT seat_id, $2, concert_id, schedule_id, queue_number, concert_name, concert_date, price, $3, expires_at,
    created_at, modified_at FROM reservation WHERE id = $1`;

describe("money", () => {
  test("a wallet cannot go below zero", () =>
    refusedBy(
      "wallet_balance_not_negative",
      attack("UPDATE wallet SET balance = balance - 1001 WHERE user_id = $1", rival.id),
    ));

  test("a user has exactly one wallet, which keeps the user from being deleted", async () => {
    await refusedBy("wallet_pkey", attack("INSERT INTO wallet (user_id) VALUES ($1)", fan.id));
    await refusedBy("wallet_user_id_fkey", attack("DELETE FROM users WHERE id = $1", (await makeFan()).id));
  });

  test("a ledger entry of a payment is negative, of a charge or refund positive, never zero", async () => {
    const entry = `INSERT INTO ledger_entry (user_id, type, amount, balance_after, created_at) VALUES ($1, $2, $3, 5000, now())`;
    for (const [type, amount] of [
      ["PAYMENT", 1],
      ["PAYMENT", 0],
      ["CHARGE", -1],
      ["CHARGE", 0],
      ["REFUND", -1],
      ["REFUND", 0],
    ])
      await refusedBy("ledger_sign", attack(entry, fan.id, type, amount));
    await refusedWith(NOT_IN_ENUM, attack(entry, fan.id, "GIFT", 1));
  });

  test("a ledger entry cannot have a negative balance", () =>
    refusedBy(
      "ledger_balance_after_not_negative",
      attack(
        "INSERT INTO ledger_entry (user_id, type, amount, balance_after, created_at) VALUES ($1, 'PAYMENT', -1, -1, now())",
        fan.id,
      ),
    ));

  test.each(["ledger_entry", "audit_log"])("%s is append-only", async (table) => {
    await refusedWith(APPEND_ONLY, attack(`UPDATE ${table} SET id = id`));
    await refusedWith(APPEND_ONLY, attack(`DELETE FROM ${table}`));
    await refusedWith(APPEND_ONLY, attack(`TRUNCATE ${table}`));
  });

  test("a reservation has one payment with a positive price", async () => {
    const payment = `INSERT INTO payment (reservation_id, user_id, price, created_at, modified_at) VALUES ($1, $2, $3, now(), now())`;
    await refusedBy("payment_reservation_id_key", attack(payment, paid, fan.id, 50_000));
    await refusedBy("payment_price_positive", attack(payment, unpaid, fan.id, 0));
    await refusedWith(NOT_IN_ENUM, attack("UPDATE payment SET status = 'LOST' WHERE reservation_id = $1", paid));
  });
});

describe("seats", () => {
  test("a seat has at most one live reservation, paid or not", async () => {
    for (const [reservation, status] of [
      [paid, "RESERVED"],
      [paid, "RESERVING"],
      [unpaid, "RESERVED"],
      [unpaid, "RESERVING"],
    ])
      await refusedBy("reservation_one_live_per_seat", attack(copyReservation, reservation, rival.id, status));
    await refusedWith(NOT_IN_ENUM, attack(copyReservation, paid, rival.id, "MAYBE"));
  });

  test("a seat's number is unique in its date and at least one; its price is positive", async () => {
    await refusedBy("seat_schedule_id_number_key", attack(seat("number"), concert.scheduleId, 2));
    await refusedBy("seat_number_positive", attack(seat("number"), concert.scheduleId, 0));
    await refusedBy("seat_price_positive", attack(seat("price"), concert.scheduleId, 0));
  });

  test.each([
    "status = 'TEMPORARY'",
    "status = 'RESERVED'",
    "holder_id = $2",
    "hold_expires_at = now()",
    "status = 'TEMPORARY', holder_id = $2",
    "status = 'TEMPORARY', hold_expires_at = now()",
    "status = 'RESERVED', holder_id = $2, hold_expires_at = now()",
  ])("a seat's status, holder and expiry must agree: %s", async (change) => {
    const values = change.includes("$2") ? [concert.scheduleId, rival.id] : [concert.scheduleId];
    await refusedBy(
      "seat_state_whole",
      attack(`UPDATE seat SET ${change} WHERE schedule_id = $1 AND number = 9`, ...values),
    );
  });

  test("a seat's status is one of three", () =>
    refusedWith(NOT_IN_ENUM, attack("UPDATE seat SET status = 'BROKEN' WHERE schedule_id = $1", concert.scheduleId)));

  test("an allowance stays between zero and the limit", async () => {
    const change = (seats: string) => attack(`UPDATE allowance SET seats = ${seats} WHERE user_id = $1`, fan.id);
    await refusedBy("allowance_within_limit", change("seat_limit + 1"));
    await refusedBy("allowance_within_limit", change("-1"));
  });

  test("rows that others reference cannot be deleted", async () => {
    await refusedBy(
      "reservation_seat_id_fkey",
      attack("DELETE FROM seat WHERE schedule_id = $1 AND number = 1", concert.scheduleId),
    );
    await refusedBy("seat_schedule_id_fkey", attack("DELETE FROM schedule WHERE id = $1", concert.scheduleId));
    await refusedBy("schedule_concert_id_fkey", attack("DELETE FROM concert WHERE id = $1", (await makeConcert()).id));
    await refusedBy("ledger_entry_reservation_id_fkey", attack("DELETE FROM reservation WHERE id = $1", paid));
  });
});

describe("concerts, accounts, places and logs", () => {
  test("a concert's sale opens before it closes, and its limits are not negative", async () => {
    const change = (what: string) => attack(`UPDATE concert SET ${what} WHERE id = $1`, concert.id);
    await refusedBy("concert_sales_window", change("sales_close_at = sales_open_at"));
    for (const what of ["seat_limit = 0", "refund_hours = -1", "capacity = -1", "admit_per_minute = -1"])
      await refusedBy("concert_limits", change(what));
    await refusedBy(
      "concert_slug_key",
      attack("UPDATE concert SET slug = $2 WHERE id = $1", (await makeConcert()).id, concert.slug),
    );
  });

  test("an email has one account, in lower case", async () => {
    const account = "INSERT INTO users (email, name, password_hash, role) VALUES ($1, 'x', 'x', $2)";
    await refusedBy("users_email_key", attack(account, fan.email, "FAN"));
    await refusedBy("users_email_lower_case", attack(account, fan.email.toUpperCase(), "FAN"));
    await refusedWith(NOT_IN_ENUM, attack(account, "root@jari.test", "ROOT"));
  });

  test("an ended place, an idempotency key and an event's sequence are unique", async () => {
    await refusedBy(
      "ended_place_pkey",
      attack(
        "INSERT INTO ended_place SELECT concert_id, user_id, number, 'LEFT', now() FROM ended_place WHERE user_id = $1",
        fan.id,
      ),
    );
    await refusedBy(
      "idempotency_key_pkey",
      attack("INSERT INTO idempotency_key SELECT * FROM idempotency_key WHERE user_id = $1", fan.id),
    );
    await refusedBy(
      "outbox_event_aggregate_key_sequence_key",
      attack(
        `INSERT INTO outbox_event (id, type, aggregate_key, sequence, schema_version, payload, occurred_at)
         SELECT $2, type, aggregate_key, sequence, schema_version, payload, occurred_at FROM outbox_event WHERE aggregate_key = $1`,
        paid,
        randomUUID(),
      ),
    );
  });

  test("only a webhook's own 410 is logged without an admin", async () => {
    const logWithoutActor = (action: string) =>
      attack(
        "INSERT INTO audit_log (actor_id, action, subject, detail, created_at) VALUES (NULL, $1, 'x', '{}', now())",
        action,
      );
    await logWithoutActor("webhook.gone");
    await refusedBy("audit_log_has_an_actor", logWithoutActor("webhook.removed"));
  });

  test("an admin with audit entries cannot be deleted", async () => {
    const admin = await makeAdmin();
    await attack(
      "INSERT INTO audit_log (actor_id, action, subject, detail, created_at) VALUES ($1, 'x', 'x', '{}', now())",
      admin.id,
    );
    await attack("DELETE FROM wallet WHERE user_id = $1", admin.id);
    await refusedBy("audit_log_actor_id_fkey", attack("DELETE FROM users WHERE id = $1", admin.id));
  });
});
