-- Words every verb below speaks in. A verb answers jsonb: its success, or `refused` with a code of lib/core/errors.ts.
-- Verbs plan once a connection, generically, and reach every row by a key: their settings keep a plan made while a table
-- was still empty from scanning it in the middle of a sale.

CREATE FUNCTION refuse(p_code text, p_detail jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql IMMUTABLE
RETURN jsonb_build_object('refused', p_code) || p_detail;

-- ISO 8601 in UTC, as JavaScript writes it, whatever the session's time zone.
CREATE FUNCTION iso(p_at timestamptz) RETURNS text LANGUAGE sql STABLE
RETURN to_char(p_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');

-- A place in line, as lib/queue/token.ts knows it.
CREATE FUNCTION place(p_concert bigint, p_user uuid, p_number bigint) RETURNS jsonb LANGUAGE sql IMMUTABLE
RETURN jsonb_build_object('concertId', p_concert::text, 'userId', p_user, 'number', p_number);

-- Writes down a fact to tell, in the transaction that makes it true. Facts of one key are numbered 1, 2, 3 …: the row
-- of the key stays locked until commit, so a later number is never seen before an earlier one. Call it last.
-- Keys: a reservation's id, a user's uuid (their wallet), `concert:` and a concert's id.
CREATE FUNCTION append_event(p_type text, p_key text, p_payload jsonb, p_schema_version int DEFAULT 1) RETURNS uuid
LANGUAGE plpgsql AS $$
DECLARE
  v_id uuid := jari_uuid_v7();
  v_sequence bigint;
BEGIN
  INSERT INTO outbox_sequence AS s (aggregate_key, last) VALUES (p_key, 1)
  ON CONFLICT (aggregate_key) DO UPDATE SET last = s.last + 1 RETURNING last INTO v_sequence;
  INSERT INTO outbox_event (id, type, aggregate_key, sequence, schema_version, payload, occurred_at)
  VALUES (v_id, p_type, p_key, v_sequence, p_schema_version, p_payload, jari_now());
  RETURN v_id;
END $$;
