-- Trigger of allowance, which every hold needs: fans of rehearsals hold seats of copies alone, and nobody else does. It runs
-- for a fan's first hold of a concert only.
CREATE OR REPLACE FUNCTION keep_rehearsals_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT rehearsal FROM users WHERE id = NEW.user_id) <>
     (SELECT rehearsal_of_id IS NOT NULL FROM concert WHERE id = NEW.concert_id) THEN
    RAISE EXCEPTION 'a rehearsal and its fans are apart from all others' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
