-- An Idempotency-Key belongs to one user. Only successes are kept: a refusal changed nothing, so the key may try again.

-- NULL: go on. Otherwise what to answer: the stored success, or a refusal. The advisory lock is held until commit, and
-- a key in flight is refused, not waited for.
CREATE FUNCTION idempotency_begin(p_user uuid, p_key text, p_hash text) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  v_stored idempotency_key;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtextextended(p_user || p_key, 0)) THEN
    RETURN refuse('IDEMPOTENCY_IN_FLIGHT');
  END IF;
  SELECT * INTO v_stored FROM idempotency_key WHERE user_id = p_user AND key = p_key;
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF v_stored.request_hash <> p_hash THEN RETURN refuse('IDEMPOTENCY_KEY_REUSED'); END IF;
  RETURN v_stored.response;
END $$;

CREATE FUNCTION idempotency_keep(p_user uuid, p_key text, p_hash text, p_status int, p_response jsonb) RETURNS void
LANGUAGE sql AS $$
  INSERT INTO idempotency_key (user_id, key, request_hash, status, response, created_at)
  VALUES (p_user, p_key, p_hash, p_status, p_response, jari_now())
$$;
