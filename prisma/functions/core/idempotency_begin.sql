-- NULL: go on. Otherwise the result to return: the stored success, or an error. The advisory lock is held until commit.
-- A key in flight is an error and is not waited for, so a client that repeats itself holds no connection.
CREATE OR REPLACE FUNCTION idempotency_begin(p_user uuid, p_key text, p_hash text) RETURNS jsonb
LANGUAGE plpgsql AS $$
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
END $$;
