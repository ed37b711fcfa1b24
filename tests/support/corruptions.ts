import type { CheckName } from "@/lib/audit";

/** One way to break the database: the check that must find it, what is done, and an id (as it was before) it must list. */
export type Corruption = { check: CheckName; how: string; sql: string; names: string };

const one = (from: string) => `(SELECT min(id) FROM ${from})`;
const SOLD = one("reservation WHERE status = 'RESERVED'");
const HELD = one("reservation WHERE status = 'RESERVING'");
const RELEASED = one(
  "reservation r WHERE status = 'CANCELED' AND NOT EXISTS (SELECT 1 FROM payment WHERE reservation_id = r.id)",
);
const PAYMENT = one("payment WHERE status = 'COMPLETED'");
const REFUNDED = one("payment WHERE status = 'CANCELED'");
const CHARGE = one("ledger_entry WHERE type = 'CHARGE'");
const FREE = one("seat WHERE status = 'AVAILABLE'");
const seatOf = (reservation: string) => `(SELECT seat_id FROM reservation WHERE id = ${reservation})`;
const UNKNOWN_USER = "'00000000-0000-4000-8000-000000000000'";

const all: Record<CheckName, Omit<Corruption, "check">[]> = {
  oneLiveReservation: [
    {
      how: "a second live reservation of a sold seat",
      sql: `UPDATE reservation SET seat_id = ${seatOf(SOLD)} WHERE id = ${HELD}`,
      names: SOLD,
    },
  ],
  freeSeats: [
    {
      how: "a free seat with a holder",
      sql: `UPDATE seat SET holder_id = (SELECT id FROM users LIMIT 1) WHERE id = ${FREE}`,
      names: FREE,
    },
  ],
  heldSeats: [
    {
      how: "a held seat without a reservation",
      sql: `UPDATE reservation SET status = 'CANCELED' WHERE id = ${HELD}`,
      names: one("seat WHERE status = 'TEMPORARY'"),
    },
    {
      how: "a held seat with another expiry",
      sql: "UPDATE seat SET hold_expires_at = hold_expires_at + interval '1 second' WHERE status = 'TEMPORARY'",
      names: one("seat WHERE status = 'TEMPORARY'"),
    },
  ],
  soldSeats: [
    {
      how: "a sold seat without a reservation",
      sql: `UPDATE seat SET status = 'RESERVED', holder_id = (SELECT id FROM users LIMIT 1) WHERE id = ${FREE}`,
      names: FREE,
    },
  ],
  liveReservations: [
    {
      how: "a paid reservation whose seat is free",
      sql: `UPDATE seat SET status = 'AVAILABLE', holder_id = NULL WHERE id = ${seatOf(SOLD)}`,
      names: SOLD,
    },
    { how: "a reservation without its seat", sql: `DELETE FROM seat WHERE id = ${seatOf(HELD)}`, names: HELD },
  ],
  datesOfReservations: [
    {
      how: "a reservation of another date",
      sql: `UPDATE reservation SET schedule_id = schedule_id + 1 WHERE id = ${SOLD}`,
      names: SOLD,
    },
  ],
  seatLimits: [
    {
      how: "more seats than the allowance counts",
      sql: "UPDATE allowance SET seats = 0",
      names: "(SELECT user_id FROM reservation WHERE status = 'RESERVED')",
    },
    {
      how: "more seats than the limit",
      sql: "UPDATE allowance SET seats = seat_limit + 1",
      names: "(SELECT min(concert_id) FROM allowance)",
    },
  ],
  paidReservations: [
    { how: "a reserved seat without a payment", sql: `DELETE FROM payment WHERE id = ${PAYMENT}`, names: SOLD },
    {
      how: "a canceled reservation that is paid",
      sql: `UPDATE payment SET status = 'COMPLETED' WHERE id = ${REFUNDED}`,
      names: `(SELECT reservation_id FROM payment WHERE id = ${REFUNDED})`,
    },
  ],
  paidSeats: [
    {
      how: "a paid seat of another holder",
      sql: `UPDATE seat SET holder_id = ${UNKNOWN_USER} WHERE id = ${seatOf(SOLD)}`,
      names: PAYMENT,
    },
    {
      how: "a payment of another price",
      sql: `UPDATE payment SET price = price + 1 WHERE id = ${PAYMENT}`,
      names: PAYMENT,
    },
  ],
  chargedOnce: [
    {
      how: "a payment that was never charged",
      sql: `DELETE FROM ledger_entry WHERE type = 'PAYMENT' AND reservation_id = ${SOLD}`,
      names: PAYMENT,
    },
    {
      how: "a payment charged twice",
      sql: `INSERT INTO ledger_entry (user_id, type, amount, balance_after, reservation_id, created_at)
            SELECT user_id, type, amount, balance_after, reservation_id, created_at FROM ledger_entry
            WHERE type = 'PAYMENT' AND reservation_id = ${SOLD}`,
      names: PAYMENT,
    },
  ],
  refundedOnce: [
    {
      how: "a canceled payment without a refund",
      sql: "DELETE FROM ledger_entry WHERE type = 'REFUND'",
      names: REFUNDED,
    },
    {
      how: "a refund of a completed payment",
      sql: `UPDATE payment SET status = 'COMPLETED' WHERE id = ${REFUNDED}`,
      names: REFUNDED,
    },
  ],
  entriesHaveReasons: [
    {
      how: "an entry for an unpaid reservation",
      sql: `UPDATE ledger_entry SET reservation_id = ${HELD} WHERE type = 'PAYMENT' AND reservation_id = ${SOLD}`,
      names: HELD,
    },
  ],
  runningBalances: [
    {
      how: "an entry with another balance",
      sql: `UPDATE ledger_entry SET balance_after = balance_after + 1 WHERE id = ${CHARGE}`,
      names: CHARGE,
    },
  ],
  walletVsLedger: [
    {
      how: "a balance that is not in the ledger",
      sql: "UPDATE wallet SET balance = balance + 1 WHERE user_id = (SELECT user_id FROM ledger_entry LIMIT 1)",
      names: "(SELECT user_id FROM ledger_entry LIMIT 1)",
    },
    {
      how: "a user without a wallet",
      sql: "DELETE FROM wallet WHERE user_id = (SELECT user_id FROM ledger_entry LIMIT 1)",
      names: "(SELECT user_id FROM ledger_entry LIMIT 1)",
    },
  ],
  globalTotals: [
    {
      how: "money from nowhere",
      sql: "UPDATE wallet SET balance = balance + 7",
      names: "(SELECT sum(amount) FROM ledger_entry)",
    },
    {
      how: "more sold than charged",
      sql: `UPDATE payment SET price = price + 1 WHERE id = ${PAYMENT}`,
      names: "(SELECT sum(price) FROM payment WHERE status = 'COMPLETED')",
    },
  ],
  missingEvents: [
    {
      how: "a payment without its event",
      sql: "DELETE FROM outbox_event WHERE type = 'payment.completed'",
      names: PAYMENT,
    },
    {
      how: "a refund without its event",
      sql: "DELETE FROM outbox_event WHERE type = 'payment.canceled'",
      names: REFUNDED,
    },
    {
      how: "a released hold without its event",
      sql: "DELETE FROM outbox_event WHERE type = 'hold.released'",
      names: RELEASED,
    },
    {
      how: "a charge without its event",
      sql: "DELETE FROM outbox_event WHERE type = 'wallet.charged'",
      names: CHARGE,
    },
    {
      how: "a payment event with another price",
      sql: `UPDATE outbox_event SET payload = payload || '{"price": 1}' WHERE type = 'payment.completed'`,
      names: PAYMENT,
    },
  ],
  eventCountMismatch: [
    {
      how: "an old payment that never had an event",
      sql: `DELETE FROM outbox_event WHERE aggregate_key = ${SOLD}::text;
            DELETE FROM outbox_sequence WHERE aggregate_key = ${SOLD}::text;
            UPDATE payment SET created_at = created_at - interval '1 year' WHERE id = ${PAYMENT}`,
      names: SOLD,
    },
  ],
  eventSequenceGaps: [
    {
      how: "a gap in the sequence of a key",
      sql: `UPDATE outbox_event SET sequence = sequence + 1 WHERE aggregate_key = ${SOLD}::text`,
      names: SOLD,
    },
  ],
  orphanEvents: [
    { how: "an event of a payment that does not exist", sql: `DELETE FROM payment WHERE id = ${PAYMENT}`, names: SOLD },
    {
      how: "an event of a release that never happened",
      sql: `UPDATE reservation SET status = 'RESERVING' WHERE id = ${RELEASED}`,
      names: RELEASED,
    },
    {
      how: "an event of a charge that does not exist",
      sql: `DELETE FROM ledger_entry WHERE id = ${CHARGE}`,
      names: `(SELECT user_id FROM ledger_entry WHERE id = ${CHARGE})`,
    },
  ],
  paidPlacesOver: [
    {
      how: "a paid place that has not ended",
      sql: "DELETE FROM ended_place WHERE reason = 'PAID'",
      names: PAYMENT,
    },
  ],
  numbersIssued: [
    {
      how: "a reservation under a queue number that was never issued",
      sql: `UPDATE reservation SET queue_number = 10001 WHERE id = ${HELD}`,
      names: HELD,
    },
  ],
  activeUsers: [{ how: "an active place of an unknown user", sql: "", names: UNKNOWN_USER }],
  activePlacesOver: [
    {
      how: "an active place that ended long ago",
      sql: "UPDATE ended_place SET ended_at = ended_at - interval '1 hour'",
      names: "(SELECT user_id FROM ended_place WHERE reason = 'PAID')",
    },
  ],
  idempotencyWithoutResponse: [
    {
      how: "a key without a result",
      sql: "UPDATE idempotency_key SET response = NULL WHERE key = 'the-key'",
      names: "'the-key'",
    },
    {
      how: "a key with an empty result",
      sql: "UPDATE idempotency_key SET response = '{}' WHERE key = 'the-key'",
      names: "'the-key'",
    },
  ],
  idempotencyDangling: [
    { how: "a key whose payment does not exist", sql: `DELETE FROM payment WHERE id = ${PAYMENT}`, names: PAYMENT },
    {
      how: "a key whose ledger entry does not exist",
      sql: `DELETE FROM ledger_entry WHERE id = ${CHARGE}`,
      names: "'a-charge'",
    },
  ],
};

/** At least one corruption for each check of the audit: a check without one does not compile. */
export const CORRUPTIONS: Corruption[] = Object.entries(all).flatMap(([check, ways]) =>
  ways.map((way) => ({ check: check as CheckName, ...way })),
);
