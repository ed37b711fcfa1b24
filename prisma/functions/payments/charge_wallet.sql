-- Charges a wallet, once a key, up to a balance of p_max.
CREATE OR REPLACE FUNCTION charge_wallet(p_user uuid, p_amount bigint, p_max bigint, p_key text, p_hash text) RETURNS jsonb
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
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
END $$;
