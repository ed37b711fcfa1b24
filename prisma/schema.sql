-- What the migrations and prisma/functions result in. To be read and compared, not applied or edited:
-- `npm run generate:schema` writes it anew.

-- Types

CREATE TYPE ledger_type AS ENUM ('CHARGE', 'PAYMENT', 'REFUND');

CREATE TYPE payment_status AS ENUM ('COMPLETED', 'CANCELED');

CREATE TYPE place_end AS ENUM ('PAID', 'LAPSED', 'RELEASED', 'LEFT', 'EXPELLED');

CREATE TYPE rehearsal_status AS ENUM ('REQUESTED', 'RUNNING', 'DONE', 'FAILED');

CREATE TYPE reservation_status AS ENUM ('RESERVING', 'RESERVED', 'CANCELED');

CREATE TYPE role AS ENUM ('FAN', 'ADMIN');

CREATE TYPE seat_status AS ENUM ('AVAILABLE', 'TEMPORARY', 'RESERVED');

-- Tables

CREATE TABLE _jari_functions (
  name text NOT NULL,
  checksum text NOT NULL,
  applied_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT _jari_functions_pkey PRIMARY KEY (name)
);

CREATE TABLE allowance (
  concert_id bigint NOT NULL,
  user_id uuid NOT NULL,
  seats integer NOT NULL DEFAULT 0,
  seat_limit integer NOT NULL,
  CONSTRAINT allowance_pkey PRIMARY KEY (concert_id, user_id),
  CONSTRAINT allowance_concert_id_fkey FOREIGN KEY (concert_id) REFERENCES concert(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  CONSTRAINT allowance_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  CONSTRAINT allowance_within_limit CHECK (seats >= 0 AND seats <= seat_limit)
) WITH (fillfactor=70);

CREATE TABLE audit_log (
  id bigserial NOT NULL,
  actor_id uuid,
  action text NOT NULL,
  subject text NOT NULL,
  detail jsonb NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT audit_log_pkey PRIMARY KEY (id),
  CONSTRAINT audit_log_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  CONSTRAINT audit_log_has_an_actor CHECK (actor_id IS NOT NULL OR action = 'webhook.gone'::text)
);

CREATE TABLE audit_report (
  id bigserial NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  took_ms integer NOT NULL,
  checks integer NOT NULL,
  violations integer NOT NULL,
  findings jsonb NOT NULL,
  CONSTRAINT audit_report_pkey PRIMARY KEY (id)
);

CREATE TABLE changed_user (
  id uuid NOT NULL,
  changed_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
  expires_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT changed_user_pkey PRIMARY KEY (id)
);

CREATE TABLE concert (
  id bigserial NOT NULL,
  slug text NOT NULL,
  name text NOT NULL,
  host text NOT NULL,
  description text NOT NULL,
  sales_open_at timestamp(3) with time zone NOT NULL,
  sales_close_at timestamp(3) with time zone NOT NULL,
  seat_limit integer NOT NULL DEFAULT 4,
  refund_hours integer NOT NULL DEFAULT 24,
  capacity integer NOT NULL DEFAULT 100,
  admit_per_minute integer NOT NULL DEFAULT 600,
  queue_paused boolean NOT NULL DEFAULT false,
  demo_crowd boolean NOT NULL DEFAULT false,
  created_by_id uuid,
  created_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  line_version integer NOT NULL DEFAULT 1,
  hold_cooldown_seconds integer NOT NULL DEFAULT 600,
  requires_balance boolean NOT NULL DEFAULT false,
  requires_verified_email boolean NOT NULL DEFAULT false,
  rehearsal_of_id bigint,
  CONSTRAINT concert_pkey PRIMARY KEY (id),
  CONSTRAINT concert_created_by_id_fkey FOREIGN KEY (created_by_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  CONSTRAINT concert_rehearsal_of_id_fkey FOREIGN KEY (rehearsal_of_id) REFERENCES concert(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  CONSTRAINT concert_cooldown CHECK (hold_cooldown_seconds >= 0 AND hold_cooldown_seconds <= 86400),
  CONSTRAINT concert_limits CHECK (seat_limit >= 1 AND refund_hours >= 0 AND capacity >= 0 AND admit_per_minute >= 0),
  CONSTRAINT concert_not_its_own_copy CHECK (rehearsal_of_id <> id),
  CONSTRAINT concert_sales_window CHECK (sales_open_at < sales_close_at)
);

CREATE TABLE ended_place (
  concert_id bigint NOT NULL,
  user_id uuid NOT NULL,
  number bigint NOT NULL,
  reason place_end NOT NULL,
  ended_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT ended_place_pkey PRIMARY KEY (concert_id, user_id, number),
  CONSTRAINT ended_place_concert_id_fkey FOREIGN KEY (concert_id) REFERENCES concert(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  CONSTRAINT ended_place_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT
);

CREATE TABLE ended_session (
  id uuid NOT NULL,
  expires_at timestamp(3) with time zone NOT NULL,
  changed_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
  CONSTRAINT ended_session_pkey PRIMARY KEY (id)
);

CREATE TABLE idempotency_key (
  user_id uuid NOT NULL,
  key text NOT NULL,
  request_hash text NOT NULL,
  status integer NOT NULL,
  response jsonb NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT idempotency_key_pkey PRIMARY KEY (user_id, key),
  CONSTRAINT idempotency_key_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT
);

CREATE TABLE ledger_entry (
  id bigserial NOT NULL,
  user_id uuid NOT NULL,
  type ledger_type NOT NULL,
  amount bigint NOT NULL,
  balance_after bigint NOT NULL,
  reservation_id bigint,
  created_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT ledger_entry_pkey PRIMARY KEY (id),
  CONSTRAINT ledger_entry_reservation_id_fkey FOREIGN KEY (reservation_id) REFERENCES reservation(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  CONSTRAINT ledger_entry_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  CONSTRAINT ledger_balance_after_not_negative CHECK (balance_after >= 0),
  CONSTRAINT ledger_sign CHECK (
CASE type
    WHEN 'PAYMENT'::ledger_type THEN amount < 0
    ELSE amount > 0
END)
);

CREATE TABLE outbox_delivery (
  event_id uuid NOT NULL,
  sink text NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  due_at timestamp(3) with time zone NOT NULL,
  delivered_at timestamp(3) with time zone,
  last_error text,
  parked_at timestamp(3) with time zone,
  CONSTRAINT outbox_delivery_pkey PRIMARY KEY (event_id, sink),
  CONSTRAINT outbox_delivery_event_id_fkey FOREIGN KEY (event_id) REFERENCES outbox_event(id) ON UPDATE CASCADE ON DELETE CASCADE
);

CREATE TABLE outbox_event (
  id uuid NOT NULL,
  type text NOT NULL,
  aggregate_key text NOT NULL,
  sequence bigint NOT NULL,
  schema_version integer NOT NULL,
  payload jsonb NOT NULL,
  occurred_at timestamp(3) with time zone NOT NULL,
  pending boolean NOT NULL DEFAULT true,
  CONSTRAINT outbox_event_pkey PRIMARY KEY (id)
);

CREATE TABLE outbox_sequence (
  aggregate_key text NOT NULL,
  last bigint NOT NULL,
  CONSTRAINT outbox_sequence_pkey PRIMARY KEY (aggregate_key)
);

CREATE TABLE payment (
  id bigserial NOT NULL,
  reservation_id bigint NOT NULL,
  user_id uuid NOT NULL,
  price bigint NOT NULL,
  status payment_status NOT NULL DEFAULT 'COMPLETED'::payment_status,
  created_at timestamp(3) with time zone NOT NULL,
  modified_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT payment_pkey PRIMARY KEY (id),
  CONSTRAINT payment_reservation_id_fkey FOREIGN KEY (reservation_id) REFERENCES reservation(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  CONSTRAINT payment_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  CONSTRAINT payment_price_positive CHECK (price > 0)
);

CREATE TABLE queue_block (
  concert_id bigint NOT NULL,
  reserved_to bigint NOT NULL,
  CONSTRAINT queue_block_pkey PRIMARY KEY (concert_id),
  CONSTRAINT queue_block_reserved_positive CHECK (reserved_to > 0)
);

CREATE TABLE rehearsal (
  id bigserial NOT NULL,
  concert_id bigint NOT NULL,
  copy_id bigint,
  status rehearsal_status NOT NULL DEFAULT 'REQUESTED'::rehearsal_status,
  fans integer NOT NULL,
  seats integer NOT NULL,
  requested_by_id uuid,
  requested_at timestamp(3) with time zone NOT NULL,
  beat_at timestamp(3) with time zone NOT NULL,
  finished_at timestamp(3) with time zone,
  progress jsonb,
  verdict jsonb,
  error text,
  CONSTRAINT rehearsal_pkey PRIMARY KEY (id),
  CONSTRAINT rehearsal_concert_id_fkey FOREIGN KEY (concert_id) REFERENCES concert(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  CONSTRAINT rehearsal_requested_by_id_fkey FOREIGN KEY (requested_by_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  CONSTRAINT rehearsal_bounds CHECK (fans >= 1 AND fans <= 50000 AND seats >= 1 AND seats <= 20000),
  CONSTRAINT rehearsal_state_whole CHECK ((status = ANY (ARRAY['DONE'::rehearsal_status, 'FAILED'::rehearsal_status])) = (finished_at IS NOT NULL) AND (status = 'DONE'::rehearsal_status) = (verdict IS NOT NULL))
);

CREATE TABLE reservation (
  id bigserial NOT NULL,
  seat_id bigint NOT NULL,
  user_id uuid NOT NULL,
  concert_id bigint NOT NULL,
  schedule_id bigint NOT NULL,
  queue_number bigint NOT NULL,
  concert_name text NOT NULL,
  concert_date timestamp(3) with time zone NOT NULL,
  price bigint NOT NULL,
  status reservation_status NOT NULL DEFAULT 'RESERVING'::reservation_status,
  expires_at timestamp(3) with time zone NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  modified_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT reservation_pkey PRIMARY KEY (id),
  CONSTRAINT reservation_concert_id_fkey FOREIGN KEY (concert_id) REFERENCES concert(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  CONSTRAINT reservation_schedule_id_fkey FOREIGN KEY (schedule_id) REFERENCES schedule(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  CONSTRAINT reservation_seat_id_fkey FOREIGN KEY (seat_id) REFERENCES seat(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  CONSTRAINT reservation_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  CONSTRAINT reservation_price_positive CHECK (price > 0),
  CONSTRAINT reservation_queue_number_positive CHECK (queue_number >= 1)
);

CREATE TABLE schedule (
  id bigserial NOT NULL,
  concert_id bigint NOT NULL,
  starts_at timestamp(3) with time zone NOT NULL,
  venue text NOT NULL,
  hall jsonb NOT NULL,
  sold_out_at timestamp(3) with time zone,
  CONSTRAINT schedule_pkey PRIMARY KEY (id),
  CONSTRAINT schedule_concert_id_fkey FOREIGN KEY (concert_id) REFERENCES concert(id) ON UPDATE CASCADE ON DELETE RESTRICT
);

CREATE TABLE seat (
  id bigserial NOT NULL,
  schedule_id bigint NOT NULL,
  number integer NOT NULL,
  section text NOT NULL,
  "row" text NOT NULL,
  label text NOT NULL,
  x double precision NOT NULL,
  y double precision NOT NULL,
  grade text NOT NULL,
  price bigint NOT NULL,
  status seat_status NOT NULL DEFAULT 'AVAILABLE'::seat_status,
  holder_id uuid,
  hold_expires_at timestamp(3) with time zone,
  version bigint NOT NULL DEFAULT 0,
  CONSTRAINT seat_pkey PRIMARY KEY (id),
  CONSTRAINT seat_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  CONSTRAINT seat_schedule_id_fkey FOREIGN KEY (schedule_id) REFERENCES schedule(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  CONSTRAINT seat_number_positive CHECK (number >= 1),
  CONSTRAINT seat_price_positive CHECK (price > 0),
  CONSTRAINT seat_state_whole CHECK (
CASE status
    WHEN 'AVAILABLE'::seat_status THEN holder_id IS NULL AND hold_expires_at IS NULL
    WHEN 'TEMPORARY'::seat_status THEN holder_id IS NOT NULL AND hold_expires_at IS NOT NULL
    ELSE holder_id IS NOT NULL AND hold_expires_at IS NULL
END)
) WITH (fillfactor=70);

CREATE TABLE session (
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  device text NOT NULL,
  created_at timestamp(3) with time zone NOT NULL,
  last_seen_at timestamp(3) with time zone NOT NULL,
  expires_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT session_pkey PRIMARY KEY (id),
  CONSTRAINT session_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE CASCADE
);

CREATE TABLE users (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  email text NOT NULL,
  name text NOT NULL,
  password_hash text NOT NULL,
  role role NOT NULL DEFAULT 'FAN'::role,
  created_at timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  sessions_valid_after timestamp(3) with time zone,
  email_verified_at timestamp(3) with time zone,
  rehearsal boolean NOT NULL DEFAULT false,
  CONSTRAINT users_pkey PRIMARY KEY (id),
  CONSTRAINT users_email_lower_case CHECK (email = lower(email)),
  CONSTRAINT users_of_rehearsals_are_fans CHECK (NOT rehearsal OR role = 'FAN'::role)
);

CREATE TABLE wallet (
  user_id uuid NOT NULL,
  balance bigint NOT NULL DEFAULT 0,
  CONSTRAINT wallet_pkey PRIMARY KEY (user_id),
  CONSTRAINT wallet_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON UPDATE CASCADE ON DELETE RESTRICT,
  CONSTRAINT wallet_balance_not_negative CHECK (balance >= 0)
) WITH (fillfactor=70);

CREATE TABLE webhook_attempt (
  id bigserial NOT NULL,
  endpoint_id bigint NOT NULL,
  event_id text NOT NULL,
  type text NOT NULL,
  status integer,
  error text,
  took_ms integer NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  CONSTRAINT webhook_attempt_pkey PRIMARY KEY (id),
  CONSTRAINT webhook_attempt_endpoint_id_fkey FOREIGN KEY (endpoint_id) REFERENCES webhook_endpoint(id) ON UPDATE CASCADE ON DELETE CASCADE
);

CREATE TABLE webhook_endpoint (
  id bigserial NOT NULL,
  url text NOT NULL,
  secret text NOT NULL,
  types text[] NOT NULL,
  disabled_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT webhook_endpoint_pkey PRIMARY KEY (id)
);

-- Indexes

CREATE INDEX audit_log_subject_id_idx ON audit_log USING btree (subject, id DESC);
CREATE INDEX changed_user_changed_in_idx ON changed_user USING btree (changed_in);
CREATE INDEX changed_user_expires_at_idx ON changed_user USING btree (expires_at);
CREATE INDEX concert_rehearsals ON concert USING btree (rehearsal_of_id) WHERE rehearsal_of_id IS NOT NULL;
CREATE UNIQUE INDEX concert_slug_key ON concert USING btree (slug);
CREATE INDEX ended_session_changed_in_idx ON ended_session USING btree (changed_in);
CREATE INDEX ended_session_expires_at_idx ON ended_session USING btree (expires_at);
CREATE INDEX idempotency_key_created_at_idx ON idempotency_key USING btree (created_at);
CREATE INDEX ledger_entry_user_id_id_idx ON ledger_entry USING btree (user_id, id DESC);
CREATE INDEX outbox_delivery_due ON outbox_delivery USING btree (sink, due_at) WHERE delivered_at IS NULL AND parked_at IS NULL;
CREATE INDEX outbox_delivery_parked ON outbox_delivery USING btree (sink, event_id) WHERE parked_at IS NOT NULL;
CREATE UNIQUE INDEX outbox_event_aggregate_key_sequence_key ON outbox_event USING btree (aggregate_key, sequence);
CREATE INDEX outbox_event_pending ON outbox_event USING btree (id) WHERE pending;
CREATE UNIQUE INDEX payment_reservation_id_key ON payment USING btree (reservation_id);
CREATE INDEX rehearsal_concert_id_id_idx ON rehearsal USING btree (concert_id, id DESC);
CREATE UNIQUE INDEX rehearsal_one_at_a_time ON rehearsal USING btree ((true)) WHERE status = ANY (ARRAY['REQUESTED'::rehearsal_status, 'RUNNING'::rehearsal_status]);
CREATE INDEX reservation_live_of_fan ON reservation USING btree (user_id, concert_id) WHERE status = ANY (ARRAY['RESERVING'::reservation_status, 'RESERVED'::reservation_status]);
CREATE UNIQUE INDEX reservation_one_live_per_seat ON reservation USING btree (seat_id) WHERE status = ANY (ARRAY['RESERVING'::reservation_status, 'RESERVED'::reservation_status]);
CREATE INDEX reservation_unpaid_by_expiry ON reservation USING btree (expires_at) WHERE status = 'RESERVING'::reservation_status;
CREATE INDEX reservation_user_id_id_idx ON reservation USING btree (user_id, id DESC);
CREATE INDEX schedule_concert_id_starts_at_idx ON schedule USING btree (concert_id, starts_at);
CREATE UNIQUE INDEX seat_schedule_id_number_key ON seat USING btree (schedule_id, number);
CREATE INDEX session_expires_at_idx ON session USING btree (expires_at);
CREATE INDEX session_user_id_idx ON session USING btree (user_id);
CREATE UNIQUE INDEX users_email_key ON users USING btree (email);
CREATE INDEX users_of_rehearsals ON users USING btree (id) WHERE rehearsal;
CREATE INDEX webhook_attempt_endpoint_id_id_idx ON webhook_attempt USING btree (endpoint_id, id DESC);

-- Views

CREATE VIEW seat_now AS
 SELECT s.id,
    s.schedule_id,
    s.number,
    s.grade,
    s.price,
        CASE
            WHEN lapse.is_lapsed THEN 'AVAILABLE'::seat_status
            ELSE s.status
        END AS status,
        CASE
            WHEN NOT lapse.is_lapsed THEN s.holder_id
            ELSE NULL::uuid
        END AS holder_id,
    s.version + lapse.is_lapsed::integer AS version
   FROM ( SELECT jari_now() AS now) moment,
    seat s,
    LATERAL ( SELECT COALESCE(s.hold_expires_at <= moment.now, false) AS is_lapsed) lapse;

-- Functions

CREATE OR REPLACE FUNCTION append_event(p_type text, p_key text, p_payload jsonb, p_schema_version integer DEFAULT 1)
 RETURNS uuid
 LANGUAGE plpgsql
AS $function$
DECLARE
  v_id uuid := jari_uuid_v7();
  v_sequence bigint;
BEGIN
  INSERT INTO outbox_sequence AS s (aggregate_key, last) VALUES (p_key, 1)
  ON CONFLICT (aggregate_key) DO UPDATE SET last = s.last + 1 RETURNING last INTO v_sequence;
  INSERT INTO outbox_event (id, type, aggregate_key, sequence, schema_version, payload, occurred_at)
  VALUES (v_id, p_type, p_key, v_sequence, p_schema_version, p_payload, jari_now());
  RETURN v_id;
END $function$;

CREATE OR REPLACE FUNCTION cancel_holds(p_reservations bigint[], p_event text, p_reason place_end, p_now timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  v_places jsonb := '[]';
BEGIN
  UPDATE reservation SET status = 'CANCELED', modified_at = p_now WHERE id = ANY (p_reservations);
  IF p_reason IS NOT NULL THEN
    WITH ended AS (
      INSERT INTO ended_place (concert_id, user_id, number, reason, ended_at)
      SELECT DISTINCT concert_id, user_id, queue_number, p_reason, p_now FROM reservation WHERE id = ANY (p_reservations)
      ORDER BY 1, 2, 3 -- two calls that end the same places wait for each other in one order
      ON CONFLICT DO NOTHING RETURNING concert_id, user_id, number)
    SELECT coalesce(jsonb_agg(place_json(concert_id, user_id, number)), '[]') INTO v_places FROM ended;
  END IF;
  PERFORM append_event(p_event, e.id::text, jsonb_build_object(
    'reservationId', e.id::text, 'userId', e.user_id, 'concertId', e.concert_id::text,
    'scheduleId', e.schedule_id::text, 'seatId', e.seat_id::text, 'seatNumber', e.seat_number,
    'price', e.price, 'expiresAt', iso_utc(e.expires_at),
    'place', CASE WHEN e.is_last AND v_places @> jsonb_build_array(e.place) THEN e.place END))
  FROM (
    SELECT r.*, s.number AS seat_number, place_json(r.concert_id, r.user_id, r.queue_number) AS place,
      r.id = max(r.id) OVER (PARTITION BY r.concert_id, r.user_id, r.queue_number) AS is_last
    FROM reservation r JOIN seat s ON s.id = r.seat_id WHERE r.id = ANY (p_reservations) ORDER BY r.id) e;
  RETURN v_places;
END $function$;

CREATE OR REPLACE FUNCTION charge_wallet(p_user uuid, p_amount bigint, p_max bigint, p_key text, p_hash text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
  v_result jsonb := idempotency_begin(p_user, p_key, p_hash);
  v_balance bigint;
  v_entry ledger_entry;
BEGIN
  IF v_result IS NOT NULL THEN RETURN v_result; END IF;
  UPDATE wallet SET balance = balance + p_amount WHERE user_id = p_user AND balance + p_amount <= p_max
  RETURNING balance INTO v_balance;
  IF NOT FOUND THEN
    IF EXISTS (SELECT 1 FROM wallet WHERE user_id = p_user) THEN RETURN error_result('BALANCE_LIMIT'); END IF;
    RETURN error_result('UNAUTHENTICATED'); -- the session has outlived its user
  END IF;
  INSERT INTO ledger_entry (user_id, type, amount, balance_after, created_at)
  VALUES (p_user, 'CHARGE', p_amount, v_balance, jari_now()) RETURNING * INTO v_entry;
  PERFORM append_event('wallet.charged', p_user::text, jsonb_build_object(
    'userId', p_user, 'entryId', v_entry.id::text, 'amount', p_amount, 'balanceAfter', v_balance));
  v_result := jsonb_build_object('balance', v_balance, 'entry', entry_json(v_entry));
  PERFORM idempotency_store(p_user, p_key, p_hash, 201, v_result);
  RETURN v_result;
END $function$;

CREATE OR REPLACE FUNCTION create_rehearsal(p_concert bigint, p_id bigint, p_slug text, p_seats integer, p_opens_at timestamp with time zone, p_closes_at timestamp with time zone, p_capacity integer, p_admit_per_minute integer)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  v_date schedule;
  v_schedule bigint;
  v_seats int;
  v_limit int;
BEGIN
  SELECT * INTO v_date FROM schedule WHERE concert_id = p_concert
  ORDER BY starts_at <= jari_now(), starts_at, id LIMIT 1;
  IF NOT FOUND THEN RETURN error_result('CONCERT_NOT_FOUND'); END IF;
  INSERT INTO concert (id, slug, name, host, description, sales_open_at, sales_close_at, seat_limit, refund_hours, capacity,
                       admit_per_minute, rehearsal_of_id)
  SELECT p_id, p_slug, name, host, description, p_opens_at, p_closes_at, seat_limit, refund_hours, p_capacity,
         p_admit_per_minute, id
  FROM concert WHERE id = p_concert AND rehearsal_of_id IS NULL RETURNING seat_limit INTO v_limit;
  IF NOT FOUND THEN RETURN error_result('CONCERT_NOT_FOUND'); END IF;
  INSERT INTO schedule (concert_id, starts_at, venue, hall)
  VALUES (p_id, greatest(v_date.starts_at, p_closes_at + interval '1 day'), v_date.venue, v_date.hall) RETURNING id INTO v_schedule;
  INSERT INTO seat (schedule_id, number, section, row, label, x, y, grade, price)
  SELECT v_schedule, number, section, row, label, x, y, grade, price FROM seat WHERE schedule_id = v_date.id
  ORDER BY number LIMIT p_seats;
  GET DIAGNOSTICS v_seats = ROW_COUNT;
  RETURN jsonb_build_object('concertId', p_id::text, 'scheduleId', v_schedule::text, 'slug', p_slug, 'seats', v_seats,
                            'seatLimit', v_limit);
END $function$;

CREATE OR REPLACE FUNCTION entry_json(p_entry ledger_entry)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
RETURN jsonb_build_object('id', ((p_entry).id)::text, 'type', (p_entry).type, 'amount', (p_entry).amount, 'balanceAfter', (p_entry).balance_after, 'createdAt', iso_utc((p_entry).created_at), 'reservationId', ((p_entry).reservation_id)::text);

CREATE OR REPLACE FUNCTION error_result(p_code text, p_detail jsonb DEFAULT '{}'::jsonb)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
RETURN (jsonb_build_object('error', p_code, 'refused', p_code) || p_detail);

CREATE OR REPLACE FUNCTION expel_place(p_admin uuid, p_concert bigint, p_user uuid, p_number bigint, p_reason text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
  v_now timestamptz;
  v_fan text;
  v_released int;
BEGIN
  SELECT name INTO v_fan FROM users WHERE id = p_user;
  IF NOT FOUND THEN RETURN error_result('NOT_IN_QUEUE'); END IF;
  IF EXISTS (SELECT 1 FROM ended_place WHERE concert_id = p_concert AND user_id = p_user AND number = p_number) THEN
    RETURN error_result('NOT_IN_QUEUE');
  END IF;
  INSERT INTO allowance (concert_id, user_id, seat_limit) SELECT id, p_user, seat_limit FROM concert WHERE id = p_concert
  ON CONFLICT DO NOTHING;
  PERFORM 1 FROM allowance WHERE concert_id = p_concert AND user_id = p_user FOR UPDATE;
  IF NOT FOUND THEN RETURN error_result('CONCERT_NOT_FOUND'); END IF;
  PERFORM 1 FROM seat WHERE id IN (
    SELECT seat_id FROM reservation WHERE user_id = p_user AND concert_id = p_concert AND status = 'RESERVING')
  ORDER BY id FOR UPDATE;
  v_now := jari_now();
  SELECT count(*) INTO v_released FROM reservation
  WHERE user_id = p_user AND concert_id = p_concert AND status = 'RESERVING' AND queue_number = p_number AND expires_at > v_now;

  INSERT INTO ended_place (concert_id, user_id, number, reason, ended_at)
  VALUES (p_concert, p_user, p_number, 'EXPELLED', v_now) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN error_result('NOT_IN_QUEUE'); END IF; -- it ended since the check above
  IF v_released > 0 THEN PERFORM release_holds(p_user, p_concert); END IF;
  INSERT INTO audit_log (actor_id, action, subject, detail, created_at)
  VALUES (p_admin, 'queue.expelled', 'concert:' || p_concert, jsonb_build_object('changes', jsonb_build_object(
    'number', jsonb_build_array(NULL, p_number), 'fan', jsonb_build_array(NULL, v_fan),
    'reason', jsonb_build_array(NULL, p_reason))), v_now);
  PERFORM append_event('place.expelled', 'place:' || p_concert || ':' || p_number, jsonb_build_object(
    'concertId', p_concert::text, 'userId', p_user, 'number', p_number, 'place', place_json(p_concert, p_user, p_number)));
  RETURN jsonb_build_object('released', v_released);
END $function$;

CREATE OR REPLACE FUNCTION forbid_ledger_delete()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF EXISTS (SELECT 1 FROM users WHERE id = OLD.user_id AND rehearsal) THEN RETURN OLD; END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $function$;

CREATE OR REPLACE FUNCTION forbid_mutation()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $function$;

CREATE OR REPLACE FUNCTION forbid_rehearsal_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION 'what is of a rehearsal stays so' USING ERRCODE = 'restrict_violation';
END $function$;

CREATE OR REPLACE FUNCTION hold_cooldown_until(p_concert bigint, p_user uuid, p_seconds integer, p_now timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
AS $function$
  WITH ended AS (
    SELECT number, reason, ended_at FROM ended_place
    WHERE concert_id = p_concert AND user_id = p_user AND ended_at > p_now - interval '1 day'),
  held AS (
    SELECT queue_number AS number, max(expires_at) FILTER (WHERE status = 'RESERVING' AND expires_at <= p_now) AS lapsed_at
    FROM reservation WHERE user_id = p_user AND concert_id = p_concert GROUP BY queue_number),
  unpaid AS (
    SELECT held.number, coalesce(ended.ended_at, held.lapsed_at) AS at
    FROM held LEFT JOIN ended ON ended.number = held.number
    WHERE ended.reason IN ('LAPSED', 'RELEASED', 'LEFT') OR (ended.number IS NULL AND held.lapsed_at > p_now - interval '1 day'))
  SELECT max(at) + least(86400, p_seconds * power(2, least(count(*) - 2, 20))) * interval '1 second'
  FROM unpaid WHERE at > coalesce((SELECT max(ended_at) FROM ended WHERE reason = 'PAID'), '-infinity')
  HAVING p_seconds > 0 AND count(*) >= 2
    AND max(at) + least(86400, p_seconds * power(2, least(count(*) - 2, 20))) * interval '1 second' > p_now
$function$;

CREATE OR REPLACE FUNCTION hold_seats(p_user uuid, p_schedule bigint, p_numbers integer[], p_queue_number bigint, p_hold_ms bigint, p_key text DEFAULT NULL::text, p_hash text DEFAULT NULL::text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
  v_now timestamptz := jari_now();
  v_result jsonb;
  v_sale record;
  v_wanted bigint[];
  v_found int[];
  v_unavailable int[];
  v_own_seats bigint[];
  v_paid int;
  v_has_ended boolean;
  v_has_hold boolean;
  v_cooldown_until timestamptz;
  v_missing bigint;
  v_inserted boolean := false;
  v_lapsed bigint[];
  v_released bigint[];
  v_common bigint[];
  v_expires timestamptz(3);
BEGIN
  IF p_key IS NOT NULL THEN
    v_result := idempotency_begin(p_user, p_key, p_hash);
    IF v_result IS NOT NULL THEN RETURN v_result; END IF;
  END IF;

  -- Is the sale open, and are the seats free? Cheap checks before any lock.
  SELECT c.id AS concert_id, c.name, c.seat_limit, c.sales_open_at, c.sales_close_at, c.hold_cooldown_seconds,
    c.requires_balance, d.starts_at INTO v_sale
  FROM schedule d JOIN concert c ON c.id = d.concert_id WHERE d.id = p_schedule;
  IF NOT FOUND THEN RETURN error_result('SCHEDULE_NOT_FOUND'); END IF;
  IF v_now < v_sale.sales_open_at THEN RETURN error_result('SALE_NOT_OPEN'); END IF;
  IF v_now >= least(v_sale.sales_close_at, v_sale.starts_at) THEN RETURN error_result('SALE_CLOSED'); END IF;
  SELECT array_agg(s.id ORDER BY s.id), array_agg(s.number),
    array_agg(s.number ORDER BY s.number) FILTER (WHERE seat_is_unavailable(s, p_user, v_now))
  INTO v_wanted, v_found, v_unavailable FROM seat s WHERE s.schedule_id = p_schedule AND s.number = ANY (p_numbers);
  IF coalesce(cardinality(v_wanted), 0) < cardinality(p_numbers) THEN
    RETURN error_result('SEAT_NOT_FOUND', jsonb_build_object('seatNumbers',
      ARRAY(SELECT n FROM unnest(p_numbers) n WHERE n <> ALL (coalesce(v_found, '{}')) ORDER BY n)));
  END IF;
  IF v_unavailable IS NOT NULL THEN
    RETURN error_result('SEAT_NOT_AVAILABLE', jsonb_build_object('seatNumbers', v_unavailable));
  END IF;

  -- May this fan? From here on the fan's other requests for this concert wait.
  PERFORM 1 FROM allowance WHERE concert_id = v_sale.concert_id AND user_id = p_user FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO allowance (concert_id, user_id, seat_limit) VALUES (v_sale.concert_id, p_user, v_sale.seat_limit)
    ON CONFLICT DO NOTHING;
    v_inserted := FOUND;
    PERFORM 1 FROM allowance WHERE concert_id = v_sale.concert_id AND user_id = p_user FOR UPDATE;
  END IF;
  SELECT array_agg(seat_id) FILTER (WHERE status = 'RESERVING'), count(*) FILTER (WHERE status = 'RESERVED'),
    bool_or(status = 'RESERVING' AND queue_number = p_queue_number AND expires_at <= v_now),
    bool_or(status = 'RESERVING' AND expires_at > v_now)
  INTO v_own_seats, v_paid, v_has_ended, v_has_hold
  FROM reservation WHERE user_id = p_user AND concert_id = v_sale.concert_id AND status IN ('RESERVING', 'RESERVED');
  IF v_has_ended OR EXISTS (SELECT 1 FROM ended_place
                            WHERE concert_id = v_sale.concert_id AND user_id = p_user AND number = p_queue_number) THEN
    RETURN undo_allowance(error_result('QUEUE_TOKEN_NOT_ACTIVE'), v_inserted, v_sale.concert_id, p_user);
  END IF;
  IF v_paid + cardinality(v_wanted) > v_sale.seat_limit THEN
    RETURN undo_allowance(error_result('SEAT_LIMIT'), v_inserted, v_sale.concert_id, p_user);
  END IF;
  IF NOT v_inserted AND v_has_hold IS NOT TRUE THEN
    v_cooldown_until := hold_cooldown_until(v_sale.concert_id, p_user, v_sale.hold_cooldown_seconds, v_now);
    IF v_cooldown_until IS NOT NULL THEN
      RETURN error_result('HOLD_COOLDOWN', jsonb_build_object(
        'waitSeconds', ceil(extract(epoch FROM v_cooldown_until - v_now))));
    END IF;
  END IF;
  IF v_sale.requires_balance THEN
    SELECT sum(price) - coalesce((SELECT balance FROM wallet WHERE user_id = p_user), 0) INTO v_missing
    FROM seat WHERE id = ANY (v_wanted);
    IF v_missing > 0 THEN
      RETURN undo_allowance(error_result('INSUFFICIENT_BALANCE', jsonb_build_object('missing', v_missing)),
        v_inserted, v_sale.concert_id, p_user);
    END IF;
  END IF;

  v_unavailable := lock_seats(p_user, v_wanted, coalesce(v_own_seats, '{}'));
  IF v_unavailable = '{}' THEN
    RETURN undo_allowance(error_result('SEAT_NOT_FOUND', jsonb_build_object('seatNumbers', ARRAY(
      SELECT n FROM unnest(p_numbers) n
      WHERE NOT EXISTS (SELECT 1 FROM seat WHERE schedule_id = p_schedule AND number = n) ORDER BY n))),
      v_inserted, v_sale.concert_id, p_user);
  END IF;
  IF v_unavailable IS NOT NULL THEN
    RETURN undo_allowance(error_result('SEAT_NOT_AVAILABLE', jsonb_build_object('seatNumbers', v_unavailable)),
      v_inserted, v_sale.concert_id, p_user);
  END IF;

  -- With the seats locked, the clock is read again: a hold may have lapsed while we waited.
  v_now := jari_now();
  SELECT array_agg(id) FILTER (WHERE expires_at <= v_now),
    array_agg(id) FILTER (WHERE expires_at > v_now AND seat_id <> ALL (v_wanted)),
    array_agg(seat_id) FILTER (WHERE expires_at > v_now AND seat_id = ANY (v_wanted)),
    min(expires_at) FILTER (WHERE expires_at > v_now),
    bool_or(user_id = p_user AND queue_number = p_queue_number AND expires_at <= v_now)
  INTO v_lapsed, v_released, v_common, v_expires, v_has_ended
  FROM reservation WHERE status = 'RESERVING'
    AND (seat_id = ANY (v_wanted) OR (seat_id = ANY (v_own_seats) AND user_id = p_user));
  IF v_has_ended OR (v_own_seats IS NOT NULL AND EXISTS (
      SELECT 1 FROM ended_place WHERE concert_id = v_sale.concert_id AND user_id = p_user AND number = p_queue_number)) THEN
    RETURN undo_allowance(error_result('QUEUE_TOKEN_NOT_ACTIVE'), v_inserted, v_sale.concert_id, p_user);
  END IF;
  v_expires := coalesce(v_expires, v_now + p_hold_ms * interval '1 millisecond');
  v_common := coalesce(v_common, '{}');

  -- No error is possible from here on: write.
  IF v_lapsed IS NOT NULL THEN PERFORM cancel_holds(v_lapsed, 'hold.expired', 'LAPSED', v_now); END IF;
  IF v_released IS NOT NULL THEN PERFORM cancel_holds(v_released, 'hold.released', NULL, v_now); END IF;
  IF v_own_seats IS NOT NULL THEN
    UPDATE seat SET status = 'AVAILABLE', holder_id = NULL, hold_expires_at = NULL, version = version + 2
    WHERE id = ANY (v_own_seats) AND id <> ALL (v_wanted) AND status = 'TEMPORARY' AND holder_id = p_user;
    UPDATE reservation SET queue_number = p_queue_number, modified_at = v_now
    WHERE seat_id = ANY (v_common) AND status = 'RESERVING' AND queue_number <> p_queue_number;
  END IF;
  UPDATE seat SET status = 'TEMPORARY', holder_id = p_user, hold_expires_at = v_expires, version = version + 2
  WHERE id = ANY (v_wanted) AND id <> ALL (v_common);
  INSERT INTO reservation (seat_id, user_id, concert_id, schedule_id, queue_number, concert_name, concert_date, price,
                           expires_at, created_at, modified_at)
  SELECT s.id, p_user, v_sale.concert_id, p_schedule, p_queue_number, v_sale.name, v_sale.starts_at, s.price,
    v_expires, v_now, v_now
  FROM seat s WHERE s.id = ANY (v_wanted) AND s.id <> ALL (v_common) ORDER BY s.id;
  UPDATE allowance SET seats = v_paid + cardinality(v_wanted), seat_limit = v_sale.seat_limit
  WHERE concert_id = v_sale.concert_id AND user_id = p_user;

  SELECT jsonb_build_object(
    'reservations', jsonb_agg(jsonb_build_object('id', r.id::text, 'seatId', s.id::text, 'seatNumber', s.number,
      'price', r.price, 'status', r.status, 'expiresAt', iso_utc(r.expires_at)) ORDER BY s.number),
    'totalPrice', sum(r.price), 'expiresAt', iso_utc(v_expires))
  INTO v_result
  FROM reservation r JOIN seat s ON s.id = r.seat_id WHERE r.seat_id = ANY (v_wanted) AND r.status = 'RESERVING';
  IF p_key IS NOT NULL THEN PERFORM idempotency_store(p_user, p_key, p_hash, 201, v_result); END IF;
  RETURN v_result;
END $function$;

CREATE OR REPLACE FUNCTION idempotency_begin(p_user uuid, p_key text, p_hash text)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  v_stored idempotency_key;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtextextended(p_user || p_key, 0)) THEN
    RETURN error_result('IDEMPOTENCY_IN_FLIGHT');
  END IF;
  SELECT * INTO v_stored FROM idempotency_key WHERE user_id = p_user AND key = p_key;
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF v_stored.request_hash <> p_hash THEN RETURN error_result('IDEMPOTENCY_KEY_REUSED'); END IF;
  RETURN v_stored.response;
END $function$;

CREATE OR REPLACE FUNCTION idempotency_store(p_user uuid, p_key text, p_hash text, p_status integer, p_response jsonb)
 RETURNS void
 LANGUAGE sql
AS $function$
  INSERT INTO idempotency_key (user_id, key, request_hash, status, response, created_at)
  VALUES (p_user, p_key, p_hash, p_status, p_response, jari_now())
$function$;

CREATE OR REPLACE FUNCTION increment_line_version()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  NEW.line_version := OLD.line_version + 1;
  RETURN NEW;
END $function$;

CREATE OR REPLACE FUNCTION iso(p_at timestamp with time zone)
 RETURNS text
 LANGUAGE sql
 STABLE
RETURN iso_utc(p_at);

CREATE OR REPLACE FUNCTION iso_utc(p_at timestamp with time zone)
 RETURNS text
 LANGUAGE sql
 STABLE
RETURN to_char((p_at AT TIME ZONE 'UTC'::text), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'::text);

CREATE OR REPLACE FUNCTION jari_now()
 RETURNS timestamp with time zone
 LANGUAGE sql
AS $function$SELECT clock_timestamp()$function$;

CREATE OR REPLACE FUNCTION jari_uuid_v7()
 RETURNS uuid
 LANGUAGE sql
AS $function$
  SELECT encode(substring(int8send(us / 1000) FROM 3) || int2send((28672 + us % 1000 * 4096 / 1000)::int2)
    || substring(uuid_send(gen_random_uuid()) FROM 9), 'hex')::uuid
  FROM (SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS us) now
$function$;

CREATE OR REPLACE FUNCTION keep_rehearsals_apart()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF (SELECT rehearsal FROM users WHERE id = NEW.user_id) <>
     (SELECT rehearsal_of_id IS NOT NULL FROM concert WHERE id = NEW.concert_id) THEN
    RAISE EXCEPTION 'a rehearsal and its fans are apart from all others' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION leave_place(p_user uuid, p_concert bigint, p_number bigint)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
  v_result jsonb;
BEGIN
  INSERT INTO allowance (concert_id, user_id, seat_limit) SELECT id, p_user, seat_limit FROM concert WHERE id = p_concert
  ON CONFLICT DO NOTHING;
  v_result := release_holds(p_user, p_concert); -- locks the allowance first
  INSERT INTO ended_place (concert_id, user_id, number, reason, ended_at)
  SELECT id, p_user, p_number, 'LEFT', jari_now() FROM concert WHERE id = p_concert
  ON CONFLICT DO NOTHING;
  RETURN v_result;
END $function$;

CREATE OR REPLACE FUNCTION lock_seats(p_user uuid, p_wanted bigint[], p_own bigint[])
 RETURNS integer[]
 LANGUAGE plpgsql
AS $function$
DECLARE
  v_seats bigint[] := ARRAY(SELECT DISTINCT id FROM unnest(p_wanted || p_own) id ORDER BY id);
  v_lock_timeout text := current_setting('lock_timeout');
  v_attempts int := 0;
  v_started_at timestamptz;
  v_seat bigint;
  v_unavailable int[];
BEGIN
  BEGIN
    IF (SELECT count(*) FROM (
          SELECT 1 FROM seat s WHERE s.id = ANY (v_seats) AND NOT seat_is_unavailable(s, p_user, jari_now())
          ORDER BY s.id FOR UPDATE SKIP LOCKED) locked) = cardinality(v_seats) THEN
      RETURN NULL;
    END IF;
    RAISE SQLSTATE 'JR001';
  EXCEPTION WHEN SQLSTATE 'JR001' THEN NULL; -- rolls back to the start of this block, which releases the locks
  END;
  LOOP
    v_unavailable := unavailable_seats(p_wanted, p_user);
    IF v_unavailable IS NOT NULL THEN RETURN v_unavailable; END IF;
    v_started_at := clock_timestamp();
    BEGIN
      FOREACH v_seat IN ARRAY v_seats LOOP
        PERFORM set_config('lock_timeout',
          greatest(1, 200 - (extract(epoch FROM clock_timestamp() - v_started_at) * 1000)::int) || 'ms', true);
        PERFORM 1 FROM seat WHERE id = v_seat FOR UPDATE;
        IF NOT FOUND THEN RETURN '{}'; END IF; -- removed by an edit of the hall while we waited
      END LOOP;
      PERFORM set_config('lock_timeout', v_lock_timeout, true);
      RETURN unavailable_seats(p_wanted, p_user);
    EXCEPTION WHEN lock_not_available THEN v_attempts := v_attempts + 1;
    END;
    IF v_attempts >= 10 THEN
      BEGIN
        SELECT array_agg(number ORDER BY number) INTO v_unavailable FROM seat WHERE id = ANY (p_wanted) AND id NOT IN (
          SELECT id FROM seat WHERE id = ANY (p_wanted) FOR UPDATE SKIP LOCKED);
        RAISE SQLSTATE 'JR001';
      EXCEPTION WHEN SQLSTATE 'JR001' THEN NULL;
      END;
      IF v_unavailable IS NOT NULL THEN RETURN v_unavailable; END IF;
    END IF;
  END LOOP;
END $function$;

CREATE OR REPLACE FUNCTION open_wallet()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO wallet (user_id) VALUES (NEW.id);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION pay_reservations(p_user uuid, p_reservations bigint[], p_key text, p_hash text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
  v_result jsonb := idempotency_begin(p_user, p_key, p_hash);
  v_now timestamptz;
  v_reservations record;
  v_current record;
  v_balance bigint;
  v_place jsonb;
  v_ended boolean;
BEGIN
  SELECT count(*) AS found, count(DISTINCT concert_id) AS concerts, min(concert_id) AS concert_id,
    array_agg(seat_id) AS seats, max(id) AS last_id, max(queue_number) AS number
  INTO v_reservations FROM reservation WHERE id = ANY (p_reservations) AND user_id = p_user;
  v_place := place_json(v_reservations.concert_id, p_user, v_reservations.number);
  IF v_result ? 'error' THEN RETURN v_result; END IF;
  IF v_result IS NOT NULL THEN RETURN v_result || jsonb_build_object('place', v_place); END IF;
  IF v_reservations.found <> cardinality(p_reservations) OR v_reservations.concerts <> 1 THEN
    RETURN error_result('RESERVATION_NOT_FOUND');
  END IF;

  -- The checks come after the locks, when nobody else can change what they read.
  PERFORM 1 FROM allowance WHERE concert_id = v_reservations.concert_id AND user_id = p_user FOR UPDATE;
  PERFORM 1 FROM seat WHERE id = ANY (v_reservations.seats) ORDER BY id FOR UPDATE;
  PERFORM 1 FROM reservation WHERE id = ANY (p_reservations) ORDER BY id FOR UPDATE;
  v_now := jari_now();
  SELECT bool_or(p.id IS NOT NULL) AS paid, bool_or(r.status <> 'RESERVING' OR r.expires_at <= v_now) AS expired,
    sum(r.price)::bigint AS total, max(r.queue_number) AS number
  INTO v_current
  FROM reservation r LEFT JOIN payment p ON p.reservation_id = r.id WHERE r.id = ANY (p_reservations);
  IF v_current.paid THEN RETURN error_result('ALREADY_PAID'); END IF;
  IF v_current.expired THEN RETURN error_result('HOLD_EXPIRED'); END IF;
  UPDATE wallet SET balance = balance - v_current.total WHERE user_id = p_user AND balance >= v_current.total
  RETURNING balance INTO v_balance;
  IF NOT FOUND THEN
    RETURN error_result('INSUFFICIENT_BALANCE', (
      SELECT jsonb_build_object('missing', greatest(v_current.total - balance, 0)) FROM wallet WHERE user_id = p_user));
  END IF;

  -- No error is possible from here on: write.
  v_place := place_json(v_reservations.concert_id, p_user, v_current.number);
  UPDATE reservation SET status = 'RESERVED', modified_at = v_now WHERE id = ANY (p_reservations);
  UPDATE seat SET status = 'RESERVED', hold_expires_at = NULL, version = version + 2 WHERE id = ANY (v_reservations.seats);
  INSERT INTO payment (reservation_id, user_id, price, created_at, modified_at)
  SELECT id, p_user, price, v_now, v_now FROM reservation WHERE id = ANY (p_reservations) ORDER BY id;
  INSERT INTO ledger_entry (user_id, type, amount, balance_after, reservation_id, created_at)
  SELECT p_user, 'PAYMENT', -price, v_balance + v_current.total - sum(price) OVER (ORDER BY id), id, v_now
  FROM reservation WHERE id = ANY (p_reservations) ORDER BY id;
  INSERT INTO ended_place (concert_id, user_id, number, reason, ended_at)
  VALUES (v_reservations.concert_id, p_user, v_current.number, 'PAID', v_now) ON CONFLICT DO NOTHING;
  v_ended := FOUND;
  PERFORM append_event('payment.completed', p.reservation_id::text,
    payment_event(p, CASE WHEN v_ended AND p.reservation_id = v_reservations.last_id THEN v_place END))
  FROM payment p WHERE p.reservation_id = ANY (p_reservations) ORDER BY p.reservation_id;

  SELECT jsonb_build_object('payments', jsonb_agg(payment_json(p) ORDER BY p.id),
    'seats', jsonb_agg(jsonb_build_object('id', s.id::text, 'number', s.number) ORDER BY s.number), 'balance', v_balance)
  INTO v_result
  FROM payment p JOIN reservation r ON r.id = p.reservation_id JOIN seat s ON s.id = r.seat_id
  WHERE p.reservation_id = ANY (p_reservations);
  PERFORM idempotency_store(p_user, p_key, p_hash, 201, v_result);
  RETURN v_result || jsonb_build_object('place', v_place);
END $function$;

CREATE OR REPLACE FUNCTION payment_event(p_payment payment, p_place jsonb)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
RETURN (SELECT jsonb_build_object('paymentId', ((payment_event.p_payment).id)::text, 'reservationId', (r.id)::text, 'userId', r.user_id, 'concertId', (r.concert_id)::text, 'concertName', r.concert_name, 'concertDate', iso_utc(r.concert_date), 'scheduleId', (r.schedule_id)::text, 'seatId', (s.id)::text, 'seatNumber', s.number, 'price', (payment_event.p_payment).price, 'place', payment_event.p_place) AS jsonb_build_object FROM (reservation r JOIN seat s ON ((s.id = r.seat_id))) WHERE (r.id = (payment_event.p_payment).reservation_id));

CREATE OR REPLACE FUNCTION payment_json(p_payment payment)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
RETURN jsonb_build_object('id', ((p_payment).id)::text, 'reservationId', ((p_payment).reservation_id)::text, 'price', (p_payment).price, 'status', (p_payment).status);

CREATE OR REPLACE FUNCTION place_json(p_concert bigint, p_user uuid, p_number bigint)
 RETURNS jsonb
 LANGUAGE sql
 IMMUTABLE
RETURN jsonb_build_object('concertId', (p_concert)::text, 'userId', p_user, 'number', p_number);

CREATE OR REPLACE FUNCTION prepare_rehearsal_fans(p_count integer, p_balance bigint, p_password_hash text)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  v_ids uuid[];
BEGIN
  INSERT INTO users (email, name, password_hash, rehearsal)
  SELECT 'rehearsal-' || gen_random_uuid() || '@rehearsal.invalid', 'Rehearsal ' || n, p_password_hash, true
  FROM generate_series((SELECT count(*)::int FROM users WHERE rehearsal) + 1, p_count) n;
  SELECT array_agg(id) INTO v_ids FROM (SELECT id FROM users WHERE rehearsal ORDER BY id LIMIT p_count) fan;
  WITH charged AS (
    UPDATE wallet SET balance = p_balance WHERE user_id = ANY (v_ids) AND balance = 0 RETURNING user_id, balance),
  entry AS (
    INSERT INTO ledger_entry (user_id, type, amount, balance_after, created_at)
    SELECT user_id, 'CHARGE', balance, balance, jari_now() FROM charged RETURNING *),
  numbered AS (INSERT INTO outbox_sequence (aggregate_key, last) SELECT user_id::text, 1 FROM entry)
  INSERT INTO outbox_event (id, type, aggregate_key, sequence, schema_version, payload, occurred_at, pending)
  SELECT jari_uuid_v7(), 'wallet.charged', user_id::text, 1, 1, jsonb_build_object('userId', user_id, 'entryId', id::text,
    'amount', amount, 'balanceAfter', balance_after), created_at, false FROM entry;
  RETURN jsonb_build_object('ids', to_jsonb(v_ids));
END $function$;

CREATE OR REPLACE FUNCTION publish_sold_out()
 RETURNS integer
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
DECLARE
  v_date record;
  v_published int := 0;
BEGIN
  FOR v_date IN
    SELECT d.id, d.concert_id, d.starts_at, d.venue, d.sold_out_at IS NULL AS sold_out, c.name
    FROM schedule d JOIN concert c ON c.id = d.concert_id
    WHERE d.starts_at > jari_now() AND (d.sold_out_at IS NULL) = (
      NOT EXISTS (SELECT 1 FROM seat s WHERE s.schedule_id = d.id AND s.status <> 'RESERVED')
      AND EXISTS (SELECT 1 FROM seat s WHERE s.schedule_id = d.id))
    ORDER BY d.id FOR NO KEY UPDATE OF d SKIP LOCKED
  LOOP
    UPDATE schedule SET sold_out_at = CASE WHEN v_date.sold_out THEN jari_now() END WHERE id = v_date.id;
    CONTINUE WHEN NOT v_date.sold_out;
    PERFORM append_event('schedule.sold_out', 'schedule:' || v_date.id, jsonb_build_object(
      'scheduleId', v_date.id::text, 'concertId', v_date.concert_id::text, 'concertName', v_date.name,
      'concertDate', iso_utc(v_date.starts_at), 'venue', v_date.venue,
      'seats', (SELECT count(*) FROM seat s WHERE s.schedule_id = v_date.id)));
    v_published := v_published + 1;
  END LOOP;
  RETURN v_published;
END $function$;

CREATE OR REPLACE FUNCTION record_user_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  INSERT INTO changed_user (id, expires_at) VALUES (OLD.id, jari_now() + interval '91 days')
  ON CONFLICT (id) DO UPDATE SET changed_in = pg_current_xact_id(), expires_at = excluded.expires_at;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION recount_allowance(p_concert bigint, p_user uuid, p_now timestamp with time zone)
 RETURNS void
 LANGUAGE sql
AS $function$
  UPDATE allowance SET seats = (
    SELECT count(*) FROM reservation
    WHERE user_id = p_user AND concert_id = p_concert
      AND (status = 'RESERVED' OR (status = 'RESERVING' AND expires_at > p_now)))
  WHERE concert_id = p_concert AND user_id = p_user
$function$;

CREATE OR REPLACE FUNCTION refund_payment(p_user uuid, p_payment bigint, p_key text, p_hash text)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
  v_result jsonb := idempotency_begin(p_user, p_key, p_hash);
  v_now timestamptz;
  v_sale record;
  v_payment payment;
  v_balance bigint;
BEGIN
  IF v_result IS NOT NULL THEN RETURN v_result; END IF;
  SELECT r.id AS reservation_id, r.concert_id, r.seat_id, d.starts_at - make_interval(hours => c.refund_hours) AS closes_at
  INTO v_sale
  FROM payment p JOIN reservation r ON r.id = p.reservation_id JOIN schedule d ON d.id = r.schedule_id
    JOIN concert c ON c.id = r.concert_id
  WHERE p.id = p_payment AND p.user_id = p_user;
  IF NOT FOUND THEN RETURN error_result('PAYMENT_NOT_FOUND'); END IF;
  PERFORM 1 FROM allowance WHERE concert_id = v_sale.concert_id AND user_id = p_user FOR UPDATE;
  PERFORM 1 FROM seat WHERE id = v_sale.seat_id FOR UPDATE;
  PERFORM 1 FROM reservation WHERE id = v_sale.reservation_id FOR UPDATE;
  SELECT * INTO v_payment FROM payment WHERE id = p_payment FOR UPDATE;
  v_now := jari_now();
  IF v_payment.status = 'CANCELED' OR v_now >= v_sale.closes_at THEN RETURN error_result('REFUND_CLOSED'); END IF;

  UPDATE wallet SET balance = balance + v_payment.price WHERE user_id = p_user RETURNING balance INTO v_balance;
  INSERT INTO ledger_entry (user_id, type, amount, balance_after, reservation_id, created_at)
  VALUES (p_user, 'REFUND', v_payment.price, v_balance, v_sale.reservation_id, v_now);
  UPDATE payment SET status = 'CANCELED', modified_at = v_now WHERE id = p_payment RETURNING * INTO v_payment;
  UPDATE reservation SET status = 'CANCELED', modified_at = v_now WHERE id = v_sale.reservation_id;
  UPDATE seat SET status = 'AVAILABLE', holder_id = NULL, version = version + 2 WHERE id = v_sale.seat_id;
  PERFORM recount_allowance(v_sale.concert_id, p_user, v_now);
  PERFORM append_event('payment.canceled', v_sale.reservation_id::text, payment_event(v_payment, NULL) - 'place');

  v_result := jsonb_build_object('payment', payment_json(v_payment), 'balance', v_balance);
  PERFORM idempotency_store(p_user, p_key, p_hash, 201, v_result);
  RETURN v_result;
END $function$;

CREATE OR REPLACE FUNCTION release_hold(p_user uuid, p_reservation bigint)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
  v_now timestamptz;
  v_reservation reservation;
  v_places jsonb := '[]';
  v_is_last boolean;
BEGIN
  SELECT * INTO v_reservation FROM reservation WHERE id = p_reservation AND user_id = p_user;
  IF NOT FOUND THEN RETURN error_result('RESERVATION_NOT_FOUND'); END IF;
  PERFORM 1 FROM allowance WHERE concert_id = v_reservation.concert_id AND user_id = p_user FOR UPDATE;
  PERFORM 1 FROM seat WHERE id = v_reservation.seat_id FOR UPDATE;
  SELECT * INTO v_reservation FROM reservation WHERE id = p_reservation FOR UPDATE;
  v_now := jari_now();
  IF v_reservation.status = 'RESERVED' THEN RETURN error_result('ALREADY_PAID'); END IF;
  IF v_reservation.status = 'CANCELED' THEN RETURN jsonb_build_object('ended', NULL); END IF;

  IF v_reservation.expires_at <= v_now THEN
    v_places := cancel_holds(ARRAY[p_reservation], 'hold.expired', 'LAPSED', v_now);
  ELSE
    v_is_last := NOT EXISTS (
      SELECT 1 FROM reservation WHERE user_id = p_user AND concert_id = v_reservation.concert_id
        AND status = 'RESERVING' AND expires_at > v_now AND id <> p_reservation);
    v_places := cancel_holds(ARRAY[p_reservation], 'hold.released', CASE WHEN v_is_last THEN 'RELEASED'::place_end END, v_now);
  END IF;
  UPDATE seat SET status = 'AVAILABLE', holder_id = NULL, hold_expires_at = NULL, version = version + 2
  WHERE id = v_reservation.seat_id;
  PERFORM recount_allowance(v_reservation.concert_id, p_user, v_now);
  RETURN jsonb_build_object('ended', v_places -> 0);
END $function$;

CREATE OR REPLACE FUNCTION release_holds(p_user uuid, p_concert bigint)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
  v_now timestamptz;
  v_live bigint[];
  v_lapsed bigint[];
  v_seats bigint[];
  v_places jsonb := '[]';
BEGIN
  PERFORM 1 FROM allowance WHERE concert_id = p_concert AND user_id = p_user FOR UPDATE;
  SELECT array_agg(seat_id) INTO v_seats
  FROM reservation WHERE user_id = p_user AND concert_id = p_concert AND status = 'RESERVING';
  PERFORM 1 FROM seat WHERE id = ANY (v_seats) ORDER BY id FOR UPDATE;
  v_now := jari_now();
  SELECT array_agg(id) FILTER (WHERE expires_at > v_now), array_agg(id) FILTER (WHERE expires_at <= v_now), array_agg(seat_id)
  INTO v_live, v_lapsed, v_seats
  FROM reservation WHERE user_id = p_user AND concert_id = p_concert AND status = 'RESERVING';
  IF v_seats IS NULL THEN RETURN jsonb_build_object('places', v_places); END IF;

  IF v_lapsed IS NOT NULL THEN v_places := cancel_holds(v_lapsed, 'hold.expired', 'LAPSED', v_now); END IF;
  IF v_live IS NOT NULL THEN v_places := v_places || cancel_holds(v_live, 'hold.released', 'LEFT', v_now); END IF;
  UPDATE seat SET status = 'AVAILABLE', holder_id = NULL, hold_expires_at = NULL, version = version + 2
  WHERE id = ANY (v_seats);
  PERFORM recount_allowance(p_concert, p_user, v_now);
  RETURN jsonb_build_object('places', v_places);
END $function$;

CREATE OR REPLACE FUNCTION remove_rehearsal(p_concert bigint)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
DECLARE
  v_fans uuid[];
  v_keys text[];
BEGIN
  PERFORM 1 FROM concert WHERE id = p_concert AND rehearsal_of_id IS NOT NULL FOR UPDATE;
  IF NOT FOUND THEN RETURN error_result('CONCERT_NOT_FOUND'); END IF;
  SELECT coalesce(array_agg(id), '{}') INTO v_fans FROM users WHERE rehearsal;
  SELECT coalesce(array_agg(key), '{}') INTO v_keys FROM (
    SELECT id::text AS key FROM reservation WHERE user_id = ANY (v_fans)
    UNION ALL SELECT unnest(v_fans)::text
    UNION ALL SELECT 'schedule:' || id FROM schedule WHERE concert_id = p_concert
    UNION ALL SELECT 'place:' || concert_id || ':' || number FROM ended_place WHERE concert_id = p_concert
    UNION ALL SELECT 'concert:' || p_concert) keys;
  DELETE FROM outbox_event WHERE aggregate_key = ANY (v_keys);
  DELETE FROM outbox_sequence WHERE aggregate_key = ANY (v_keys);
  DELETE FROM payment USING reservation r WHERE r.id = payment.reservation_id AND r.user_id = ANY (v_fans);
  DELETE FROM ledger_entry WHERE user_id = ANY (v_fans);
  UPDATE wallet SET balance = 0 WHERE user_id = ANY (v_fans) AND balance > 0;
  DELETE FROM reservation WHERE user_id = ANY (v_fans);
  DELETE FROM idempotency_key WHERE user_id = ANY (v_fans);
  DELETE FROM ended_place WHERE concert_id = p_concert;
  DELETE FROM allowance WHERE concert_id = p_concert;
  DELETE FROM seat USING schedule d WHERE d.id = seat.schedule_id AND d.concert_id = p_concert;
  DELETE FROM schedule WHERE concert_id = p_concert;
  DELETE FROM queue_block WHERE concert_id = p_concert;
  DELETE FROM concert WHERE id = p_concert;
  RETURN '{}';
END $function$;

CREATE OR REPLACE FUNCTION seat_is_unavailable(p_seat seat, p_user uuid, p_now timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
RETURN (((p_seat).status = 'RESERVED'::seat_status) OR (((p_seat).status = 'TEMPORARY'::seat_status) AND ((p_seat).hold_expires_at > p_now) AND ((p_seat).holder_id <> p_user)));

CREATE OR REPLACE FUNCTION sweep_holds(p_limit integer)
 RETURNS jsonb
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
DECLARE
  v_now timestamptz := jari_now();
  v_seats bigint[];
  v_lapsed bigint[];
  v_places jsonb := '[]';
BEGIN
  v_seats := ARRAY(SELECT seat_id FROM reservation WHERE status = 'RESERVING' AND expires_at <= v_now
                   ORDER BY expires_at LIMIT p_limit);
  v_seats := ARRAY(SELECT id FROM seat WHERE id = ANY (v_seats) AND status = 'TEMPORARY' AND hold_expires_at <= v_now
                   ORDER BY id FOR UPDATE SKIP LOCKED);
  v_lapsed := ARRAY(SELECT id FROM reservation WHERE seat_id = ANY (v_seats) AND status = 'RESERVING' ORDER BY id FOR UPDATE);
  IF cardinality(v_lapsed) > 0 THEN
    v_places := cancel_holds(v_lapsed, 'hold.expired', 'LAPSED', v_now);
    UPDATE seat SET status = 'AVAILABLE', holder_id = NULL, hold_expires_at = NULL, version = version + 2
    WHERE id = ANY (v_seats);
  END IF;
  RETURN jsonb_build_object('expired', cardinality(v_lapsed), 'places', v_places);
END $function$;

CREATE OR REPLACE FUNCTION tell_sold_out()
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT publish_sold_out()$function$;

CREATE OR REPLACE FUNCTION unavailable_seats(p_seats bigint[], p_user uuid)
 RETURNS integer[]
 LANGUAGE sql
AS $function$
  SELECT array_agg(s.number ORDER BY s.number) FROM seat s
  WHERE s.id = ANY (p_seats) AND seat_is_unavailable(s, p_user, jari_now())
$function$;

CREATE OR REPLACE FUNCTION undo_allowance(p_error jsonb, p_inserted boolean, p_concert bigint, p_user uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF p_inserted THEN DELETE FROM allowance WHERE concert_id = p_concert AND user_id = p_user; END IF;
  RETURN p_error;
END $function$;

-- Triggers

CREATE TRIGGER allowance_keep_rehearsals_apart AFTER INSERT ON allowance FOR EACH ROW EXECUTE FUNCTION keep_rehearsals_apart();
CREATE TRIGGER audit_log_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION forbid_mutation();
CREATE TRIGGER concert_line_version BEFORE UPDATE ON concert FOR EACH ROW WHEN (old.capacity IS DISTINCT FROM new.capacity OR old.admit_per_minute IS DISTINCT FROM new.admit_per_minute OR old.queue_paused IS DISTINCT FROM new.queue_paused OR old.sales_open_at IS DISTINCT FROM new.sales_open_at OR old.sales_close_at IS DISTINCT FROM new.sales_close_at OR old.line_version IS DISTINCT FROM new.line_version) EXECUTE FUNCTION increment_line_version();
CREATE TRIGGER concert_stays_of_rehearsal BEFORE UPDATE OF rehearsal_of_id ON concert FOR EACH ROW WHEN (old.rehearsal_of_id IS DISTINCT FROM new.rehearsal_of_id) EXECUTE FUNCTION forbid_rehearsal_change();
CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR TRUNCATE ON ledger_entry FOR EACH STATEMENT EXECUTE FUNCTION forbid_mutation();
CREATE TRIGGER ledger_entry_kept BEFORE DELETE ON ledger_entry FOR EACH ROW EXECUTE FUNCTION forbid_ledger_delete();
CREATE TRIGGER users_open_wallet AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION open_wallet();
CREATE TRIGGER users_record_change AFTER DELETE OR UPDATE OF role, sessions_valid_after ON users FOR EACH ROW EXECUTE FUNCTION record_user_change();
CREATE TRIGGER users_stay_of_rehearsal BEFORE UPDATE OF rehearsal ON users FOR EACH ROW WHEN (old.rehearsal <> new.rehearsal) EXECUTE FUNCTION forbid_rehearsal_change();
