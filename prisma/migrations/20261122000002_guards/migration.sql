-- What must never break, whatever the code does. Each guard has a test in tests/domain/guards.test.ts that tries to break it.

-- Money: never below zero, and a ledger that only grows.
ALTER TABLE wallet ADD CONSTRAINT wallet_balance_not_negative CHECK (balance >= 0);
ALTER TABLE ledger_entry ADD CONSTRAINT ledger_sign CHECK (CASE type WHEN 'PAYMENT' THEN amount < 0 ELSE amount > 0 END);
ALTER TABLE ledger_entry ADD CONSTRAINT ledger_balance_after_not_negative CHECK (balance_after >= 0);
ALTER TABLE payment ADD CONSTRAINT payment_price_positive CHECK (price > 0);

CREATE FUNCTION refuse_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log EXECUTE FUNCTION refuse_rewrite();

-- Seats: one live reservation each; a held or sold seat has a holder, and only a held one has an expiry.
CREATE UNIQUE INDEX reservation_one_live_per_seat ON reservation (seat_id) WHERE status IN ('RESERVING', 'RESERVED');
ALTER TABLE seat ADD CONSTRAINT seat_number_positive CHECK (number >= 1);
ALTER TABLE seat ADD CONSTRAINT seat_price_positive CHECK (price > 0);
ALTER TABLE seat ADD CONSTRAINT seat_state_whole CHECK (CASE status
  WHEN 'AVAILABLE' THEN holder_id IS NULL AND hold_expires_at IS NULL
  WHEN 'TEMPORARY' THEN holder_id IS NOT NULL AND hold_expires_at IS NOT NULL
  ELSE holder_id IS NOT NULL AND hold_expires_at IS NULL END);
ALTER TABLE reservation ADD CONSTRAINT reservation_price_positive CHECK (price > 0);
ALTER TABLE reservation ADD CONSTRAINT reservation_queue_number_positive CHECK (queue_number >= 1);
ALTER TABLE allowance ADD CONSTRAINT allowance_within_limit CHECK (seats >= 0 AND seats <= seat_limit);

-- A fan's own live reservations of a concert, for the allowance and the checkout; and the holds a sweep may find;
-- and what a relay has to do.
CREATE INDEX reservation_live_of_fan ON reservation (user_id, concert_id) WHERE status IN ('RESERVING', 'RESERVED');
CREATE INDEX reservation_unpaid_by_expiry ON reservation (expires_at) WHERE status = 'RESERVING';
CREATE INDEX outbox_event_pending ON outbox_event (id) WHERE pending;
CREATE INDEX outbox_delivery_due ON outbox_delivery (sink, due_at) WHERE delivered_at IS NULL;

-- Keep the updates of a hold within their page (HOT): no index on status or expiry of a seat, and room to grow.
ALTER TABLE seat SET (fillfactor = 70);
ALTER TABLE wallet SET (fillfactor = 70);
ALTER TABLE allowance SET (fillfactor = 70);

-- Concerts.
ALTER TABLE concert ADD CONSTRAINT concert_sales_window CHECK (sales_open_at < sales_close_at);
ALTER TABLE concert ADD CONSTRAINT concert_limits CHECK (seat_limit >= 1 AND refund_hours >= 0 AND capacity >= 0 AND admit_per_minute >= 0);
ALTER TABLE users ADD CONSTRAINT users_email_lower_case CHECK (email = lower(email));

-- Every user has a wallet from the first moment.
CREATE FUNCTION open_wallet() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO wallet (user_id) VALUES (NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER users_open_wallet AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION open_wallet();

-- The clock that decides holds. Production never touches it; tests replace this function to move time.
CREATE FUNCTION jari_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT clock_timestamp()';

-- A time-ordered id (RFC 9562, version 7, with the microseconds of its millisecond in rand_a), so that it also exists
-- where Postgres is older than 18.
CREATE FUNCTION jari_uuid_v7() RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT encode(substring(int8send(us / 1000) FROM 3) || int2send((28672 + us % 1000 * 4096 / 1000)::int2)
    || substring(uuid_send(gen_random_uuid()) FROM 9), 'hex')::uuid
  FROM (SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS us) now
$$;
