/** How big the books are. Every fan has paid for two seats; what is left of them is free. */
export const SEATS = 1_000_000;
export const FANS = 100_000;

/** Statements that fill a migrated, empty database with books in order: as the verbs would have left them, but in bulk. */
export const soldHouse: readonly string[] = [
  `INSERT INTO concert (slug, name, host, description, sales_open_at, sales_close_at, seat_limit)
   VALUES ('bench', 'Bench', 'Bench', '', now() - interval '1 day', now() + interval '1 day', 4)`,
  `INSERT INTO schedule (concert_id, starts_at, venue, hall)
   SELECT id, now() + n * interval '1 day' + interval '30 days', 'Bench', '{}' FROM concert, generate_series(1, 20) n`,
  `INSERT INTO users (email, name, password_hash) SELECT 'fan' || n || '@jari.test', 'Fan', '' FROM generate_series(1, ${FANS}) n`,
  `CREATE TEMP TABLE fan AS SELECT id, row_number() OVER (ORDER BY id) AS n FROM users`,
  `INSERT INTO seat (schedule_id, number, section, row, label, x, y, grade, price, status, holder_id)
   SELECT d.first + (g.n - 1) / ${SEATS / 20}, (g.n - 1) % ${SEATS / 20} + 1, '', '', g.n::text, 0, 0, 'R', 50000,
     CASE WHEN f.id IS NULL THEN 'AVAILABLE' ELSE 'RESERVED' END::seat_status, f.id
   FROM (SELECT min(id) AS first FROM schedule) d, generate_series(1, ${SEATS}) g (n) LEFT JOIN fan f ON f.n = (g.n + 1) / 2`,
  `INSERT INTO reservation (seat_id, user_id, concert_id, schedule_id, queue_number, concert_name, concert_date, price, status,
     expires_at, created_at, modified_at)
   SELECT s.id, s.holder_id, d.concert_id, d.id, f.n, 'Bench', d.starts_at, s.price, 'RESERVED', now(), now(), now()
   FROM seat s JOIN schedule d ON d.id = s.schedule_id JOIN fan f ON f.id = s.holder_id ORDER BY s.id`,
  `INSERT INTO payment (reservation_id, user_id, price, created_at, modified_at)
   SELECT id, user_id, price, now(), now() FROM reservation ORDER BY id`,
  `INSERT INTO ledger_entry (user_id, type, amount, balance_after, created_at)
   SELECT id, 'CHARGE', 120000, 120000, now() FROM fan ORDER BY n`,
  `INSERT INTO ledger_entry (user_id, type, amount, balance_after, reservation_id, created_at)
   SELECT user_id, 'PAYMENT', -price, 120000 - sum(price) OVER (PARTITION BY user_id ORDER BY id), id, now()
   FROM reservation ORDER BY id`,
  `UPDATE wallet SET balance = 20000`,
  `INSERT INTO allowance (concert_id, user_id, seats, seat_limit) SELECT concert.id, fan.id, 2, 4 FROM concert, fan`,
  `INSERT INTO ended_place (concert_id, user_id, number, reason, ended_at)
   SELECT concert.id, fan.id, fan.n, 'PAID', now() FROM concert, fan`,
  `INSERT INTO queue_block (concert_id, reserved_to) SELECT id, ${FANS} FROM concert`,
  `INSERT INTO outbox_event (id, type, aggregate_key, sequence, schema_version, payload, occurred_at, pending)
   SELECT jari_uuid_v7(), 'payment.completed', r.id::text, 1, 1, payment_event(p, NULL), now(), false
   FROM payment p JOIN reservation r ON r.id = p.reservation_id`,
  `INSERT INTO outbox_event (id, type, aggregate_key, sequence, schema_version, payload, occurred_at, pending)
   SELECT jari_uuid_v7(), 'wallet.charged', user_id::text, 1, 1,
     jsonb_build_object('userId', user_id, 'entryId', id::text, 'amount', amount, 'balanceAfter', balance_after), now(), false
   FROM ledger_entry WHERE type = 'CHARGE'`,
  `INSERT INTO outbox_sequence (aggregate_key, last) SELECT aggregate_key, 1 FROM outbox_event`,
  `INSERT INTO idempotency_key (user_id, key, request_hash, status, response, created_at)
   SELECT p.user_id, 'pay', '', 201, jsonb_build_object('payments', jsonb_agg(payment_json(p)), 'balance', 20000), now()
   FROM payment p GROUP BY p.user_id`,
  `INSERT INTO idempotency_key (user_id, key, request_hash, status, response, created_at)
   SELECT l.user_id, 'charge', '', 201, jsonb_build_object('balance', l.balance_after, 'entry', entry_json(l)), now()
   FROM ledger_entry l WHERE type = 'CHARGE'`,
  "ANALYZE",
];
