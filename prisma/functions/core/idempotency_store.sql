-- Stores a success under its key. An error changed nothing and is not stored, so the client may try the key again.
CREATE OR REPLACE FUNCTION idempotency_store(p_user uuid, p_key text, p_hash text, p_status int, p_response jsonb) RETURNS void
LANGUAGE sql AS $$
  INSERT INTO idempotency_key (user_id, key, request_hash, status, response, created_at)
  VALUES (p_user, p_key, p_hash, p_status, p_response, jari_now())
$$;
