-- Trigger of users: a token of this user no longer counts by its signature alone, but is looked up, for as long as one that
-- was issued before can be valid (LOGIN_MAX_DAYS is at most 90).
CREATE OR REPLACE FUNCTION record_user_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO changed_user (id, expires_at) VALUES (OLD.id, jari_now() + interval '91 days')
  ON CONFLICT (id) DO UPDATE SET changed_in = pg_current_xact_id(), expires_at = excluded.expires_at;
  RETURN NULL;
END $$;
