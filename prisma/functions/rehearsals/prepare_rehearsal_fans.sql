-- The fans of a rehearsal, new ones where there are too few, each with p_balance in an empty wallet, as a charge that no
-- sink hears of. Nobody knows their password.
CREATE OR REPLACE FUNCTION prepare_rehearsal_fans(p_count int, p_balance bigint, p_password_hash text) RETURNS jsonb
LANGUAGE plpgsql AS $$
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
END $$;
