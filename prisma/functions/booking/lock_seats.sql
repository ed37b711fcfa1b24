-- Locks these seats and returns NULL, or returns the numbers of those that are unavailable; an empty array says that an
-- edit of the hall removed a seat meanwhile.
--   1. Try SKIP LOCKED, so that nobody queues behind a winner.
--   2. If incomplete, release everything (or two could starve each other, each holding half) and retry in order of id,
--      with a lock timeout of 200 ms in all.
--   3. Repeat while no requested seat is really taken: a fan who is refused has lost a seat to somebody who has it. After ten
--      attempts (two seconds) seats that are merely locked count as taken.
CREATE OR REPLACE FUNCTION lock_seats(p_user uuid, p_wanted bigint[], p_own bigint[]) RETURNS int[]
LANGUAGE plpgsql AS $$
DECLARE
  v_seats bigint[] := ARRAY(SELECT DISTINCT id FROM unnest(p_wanted || p_own) id ORDER BY id);
  v_lock_timeout text := current_setting('lock_timeout');
  v_attempts int := 0;
  v_started_at timestamptz;
  v_seat bigint;
  v_unavailable int[];
BEGIN
  BEGIN
    IF (SELECT count(*) FROM (
          SELECT 1 FROM seat s WHERE s.id = ANY (v_seats) AND NOT seat_is_unavailable(s, p_user, jari_now())
          ORDER BY s.id FOR UPDATE SKIP LOCKED) locked) = cardinality(v_seats) THEN
      RETURN NULL;
    END IF;
    RAISE SQLSTATE 'JR001';
  EXCEPTION WHEN SQLSTATE 'JR001' THEN NULL; -- rolls back to the start of this block, which releases the locks
  END;
  LOOP
    v_unavailable := unavailable_seats(p_wanted, p_user);
    IF v_unavailable IS NOT NULL THEN RETURN v_unavailable; END IF;
    v_started_at := clock_timestamp();
    BEGIN
      FOREACH v_seat IN ARRAY v_seats LOOP
        PERFORM set_config('lock_timeout',
          greatest(1, 200 - (extract(epoch FROM clock_timestamp() - v_started_at) * 1000)::int) || 'ms', true);
        PERFORM 1 FROM seat WHERE id = v_seat FOR UPDATE;
        IF NOT FOUND THEN RETURN '{}'; END IF; -- removed by an edit of the hall while we waited
      END LOOP;
      PERFORM set_config('lock_timeout', v_lock_timeout, true);
      RETURN unavailable_seats(p_wanted, p_user);
    EXCEPTION WHEN lock_not_available THEN v_attempts := v_attempts + 1;
    END;
    IF v_attempts >= 10 THEN
      BEGIN
        SELECT array_agg(number ORDER BY number) INTO v_unavailable FROM seat WHERE id = ANY (p_wanted) AND id NOT IN (
          SELECT id FROM seat WHERE id = ANY (p_wanted) FOR UPDATE SKIP LOCKED);
        RAISE SQLSTATE 'JR001';
      EXCEPTION WHEN SQLSTATE 'JR001' THEN NULL;
      END;
      IF v_unavailable IS NOT NULL THEN RETURN v_unavailable; END IF;
    END IF;
  END LOOP;
END $$;
