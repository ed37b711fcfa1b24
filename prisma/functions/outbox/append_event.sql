-- Appends an event in the transaction that makes it true. Events of one key are numbered 1, 2, 3 …: the row of the key
-- stays locked until commit, so a later number is never visible before an earlier one. Call it last.
-- Keys: a reservation's id, a user's uuid (their wallet), `concert:` and a concert's id.
CREATE OR REPLACE FUNCTION append_event(p_type text, p_key text, p_payload jsonb, p_schema_version int DEFAULT 1) RETURNS uuid
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
