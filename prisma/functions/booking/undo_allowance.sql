-- Returns the error of a hold, and first deletes the allowance row this same transaction inserted, so that an error
-- changes nothing. Nobody can have seen that row: a hold for the same fan meanwhile waits at its own insert. A row
-- that has been committed is never deleted.
CREATE OR REPLACE FUNCTION undo_allowance(p_error jsonb, p_inserted boolean, p_concert bigint, p_user uuid) RETURNS jsonb
LANGUAGE plpgsql AS $$
BEGIN
  IF p_inserted THEN DELETE FROM allowance WHERE concert_id = p_concert AND user_id = p_user; END IF;
  RETURN p_error;
END $$;
