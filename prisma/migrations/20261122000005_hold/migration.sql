-- Holding seats. The lock order of every verb: the fan's allowance, seats by id, reservations, wallet (docs/locking.md).

-- A seat somebody else has: sold, or held and not lapsed.
CREATE FUNCTION seat_is_gone(p_seat seat, p_user uuid, p_now timestamptz) RETURNS boolean LANGUAGE sql IMMUTABLE
RETURN p_seat.status = 'RESERVED'
  OR (p_seat.status = 'TEMPORARY' AND p_seat.hold_expires_at > p_now AND p_seat.holder_id <> p_user);

-- The numbers of those of these seats that somebody else has by now; NULL when all can be had.
CREATE FUNCTION gone_among(p_seats bigint[], p_user uuid) RETURNS int[] LANGUAGE sql VOLATILE AS $$
  SELECT array_agg(s.number ORDER BY s.number) FROM seat s WHERE s.id = ANY (p_seats) AND seat_is_gone(s, p_user, jari_now())
$$;

-- Cancels unpaid reservations whose seats the caller has locked, and tells it. With a reason, the places they were made
-- under are over: each is written down once, and carried by one event. Answers the places that ended here.
CREATE FUNCTION cancel_holds(p_reservations bigint[], p_event text, p_reason place_end, p_now timestamptz) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  v_places jsonb := '[]';
BEGIN
  UPDATE reservation SET status = 'CANCELED', modified_at = p_now WHERE id = ANY (p_reservations);
  IF p_reason IS NOT NULL THEN
    WITH over AS (
      INSERT INTO ended_place (concert_id, user_id, number, reason, ended_at)
      SELECT DISTINCT concert_id, user_id, queue_number, p_reason, p_now FROM reservation WHERE id = ANY (p_reservations)
      ORDER BY 1, 2, 3 -- two that end the same places wait for each other in one order
      ON CONFLICT DO NOTHING RETURNING concert_id, user_id, number)
    SELECT coalesce(jsonb_agg(place(concert_id, user_id, number)), '[]') INTO v_places FROM over;
  END IF;
  PERFORM append_event(p_event, told.id::text, jsonb_build_object(
    'reservationId', told.id::text, 'userId', told.user_id, 'concertId', told.concert_id::text,
    'scheduleId', told.schedule_id::text, 'seatId', told.seat_id::text, 'seatNumber', told.seat_number,
    'price', told.price, 'expiresAt', iso(told.expires_at),
    'place', CASE WHEN told.is_last AND v_places @> jsonb_build_array(told.place) THEN told.place END))
  FROM (
    SELECT r.*, s.number AS seat_number, place(r.concert_id, r.user_id, r.queue_number) AS place,
      r.id = max(r.id) OVER (PARTITION BY r.concert_id, r.user_id, r.queue_number) AS is_last
    FROM reservation r JOIN seat s ON s.id = r.seat_id WHERE r.id = ANY (p_reservations) ORDER BY r.id) told;
  RETURN v_places;
END $$;

-- The fan's live reservations of a concert, counted anew under the lock of their allowance. A hold that has lapsed
-- counts no more, whoever will cancel it.
CREATE FUNCTION recount_allowance(p_concert bigint, p_user uuid, p_now timestamptz) RETURNS void
LANGUAGE sql AS $$
  UPDATE allowance SET seats = (
    SELECT count(*) FROM reservation
    WHERE user_id = p_user AND concert_id = p_concert
      AND (status = 'RESERVED' OR (status = 'RESERVING' AND expires_at > p_now)))
  WHERE concert_id = p_concert AND user_id = p_user
$$;

-- Locks these seats, or answers the numbers of those that are gone. Skips locked rows first, so that nobody queues behind
-- a winner. When short, lets go of everything (or two could starve each other holding a half) and looks once more in
-- order of id, waiting 200 ms at most. It looks yet again only while nothing asked for is really gone: whoever is
-- refused has lost a seat to somebody who has it. Two seconds of that, and what is merely locked counts as gone. An empty
-- answer: an edit of the hall took a seat away meanwhile.
CREATE FUNCTION lock_seats(p_user uuid, p_wanted bigint[], p_own bigint[]) RETURNS int[]
LANGUAGE plpgsql AS $$
DECLARE
  v_seats bigint[] := ARRAY(SELECT DISTINCT id FROM unnest(p_wanted || p_own) id ORDER BY id);
  v_lock_timeout text := current_setting('lock_timeout');
  v_looks int := 0;
  v_since timestamptz;
  v_seat bigint;
  v_gone int[];
BEGIN
  BEGIN
    IF (SELECT count(*) FROM (
          SELECT 1 FROM seat s WHERE s.id = ANY (v_seats) AND NOT seat_is_gone(s, p_user, jari_now())
          ORDER BY s.id FOR UPDATE SKIP LOCKED) locked) = cardinality(v_seats) THEN
      RETURN NULL;
    END IF;
    RAISE SQLSTATE 'JR001';
  EXCEPTION WHEN SQLSTATE 'JR001' THEN NULL; -- rolls back to here: the locks are gone
  END;
  LOOP
    v_gone := gone_among(p_wanted, p_user);
    IF v_gone IS NOT NULL THEN RETURN v_gone; END IF;
    v_since := clock_timestamp();
    BEGIN
      FOREACH v_seat IN ARRAY v_seats LOOP
        PERFORM set_config('lock_timeout',
          greatest(1, 200 - (extract(epoch FROM clock_timestamp() - v_since) * 1000)::int) || 'ms', true);
        PERFORM 1 FROM seat WHERE id = v_seat FOR UPDATE;
        IF NOT FOUND THEN RETURN '{}'; END IF; -- an edit of the hall took it away while we waited
      END LOOP;
      PERFORM set_config('lock_timeout', v_lock_timeout, true);
      RETURN gone_among(p_wanted, p_user);
    EXCEPTION WHEN lock_not_available THEN v_looks := v_looks + 1;
    END;
    IF v_looks >= 10 THEN
      BEGIN
        SELECT array_agg(number ORDER BY number) INTO v_gone FROM seat WHERE id = ANY (p_wanted) AND id NOT IN (
          SELECT id FROM seat WHERE id = ANY (p_wanted) FOR UPDATE SKIP LOCKED);
        RAISE SQLSTATE 'JR001';
      EXCEPTION WHEN SQLSTATE 'JR001' THEN NULL;
      END;
      IF v_gone IS NOT NULL THEN RETURN v_gone; END IF;
    END IF;
  END LOOP;
END $$;

-- Holds seats for a fan, all or nothing, until p_hold_ms from now. A live hold of the same concert is replaced in one
-- step: seats in both stay with their reservation, the others go, and the first expiry stays.
CREATE FUNCTION hold_seats(p_user uuid, p_schedule bigint, p_numbers int[], p_queue_number bigint, p_hold_ms bigint,
                           p_key text DEFAULT NULL, p_hash text DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
  v_now timestamptz := jari_now();
  v_answer jsonb;
  v_sale record;
  v_wanted bigint[];
  v_found int[];
  v_gone int[];
  v_own_seats bigint[];
  v_paid int;
  v_over boolean;
  v_lapsed bigint[];
  v_dropped bigint[];
  v_kept bigint[];
  v_expires timestamptz(3);
BEGIN
  IF p_key IS NOT NULL THEN
    v_answer := idempotency_begin(p_user, p_key, p_hash);
    IF v_answer IS NOT NULL THEN RETURN v_answer; END IF;
  END IF;

  -- May anybody hold these seats now?
  SELECT c.id AS concert_id, c.name, c.seat_limit, c.sales_open_at, c.sales_close_at, d.starts_at INTO v_sale
  FROM schedule d JOIN concert c ON c.id = d.concert_id WHERE d.id = p_schedule;
  IF NOT FOUND THEN RETURN refuse('SCHEDULE_NOT_FOUND'); END IF;
  IF v_now < v_sale.sales_open_at THEN RETURN refuse('SALE_NOT_OPEN'); END IF;
  IF v_now >= least(v_sale.sales_close_at, v_sale.starts_at) THEN RETURN refuse('SALE_CLOSED'); END IF;
  SELECT array_agg(s.id ORDER BY s.id), array_agg(s.number),
    array_agg(s.number ORDER BY s.number) FILTER (WHERE seat_is_gone(s, p_user, v_now))
  INTO v_wanted, v_found, v_gone FROM seat s WHERE s.schedule_id = p_schedule AND s.number = ANY (p_numbers);
  IF coalesce(cardinality(v_wanted), 0) < cardinality(p_numbers) THEN
    RETURN refuse('SEAT_NOT_FOUND', jsonb_build_object('seatNumbers',
      ARRAY(SELECT n FROM unnest(p_numbers) n WHERE n <> ALL (coalesce(v_found, '{}')) ORDER BY n)));
  END IF;
  IF v_gone IS NOT NULL THEN RETURN refuse('SEAT_NOT_AVAILABLE', jsonb_build_object('seatNumbers', v_gone)); END IF;

  -- May this fan? From here on their other requests for this concert wait.
  PERFORM 1 FROM allowance WHERE concert_id = v_sale.concert_id AND user_id = p_user FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO allowance (concert_id, user_id, seat_limit) VALUES (v_sale.concert_id, p_user, v_sale.seat_limit)
    ON CONFLICT DO NOTHING;
    PERFORM 1 FROM allowance WHERE concert_id = v_sale.concert_id AND user_id = p_user FOR UPDATE;
  END IF;
  SELECT array_agg(seat_id) FILTER (WHERE status = 'RESERVING'), count(*) FILTER (WHERE status = 'RESERVED'),
    bool_or(status = 'RESERVING' AND queue_number = p_queue_number AND expires_at <= v_now)
  INTO v_own_seats, v_paid, v_over
  FROM reservation WHERE user_id = p_user AND concert_id = v_sale.concert_id AND status IN ('RESERVING', 'RESERVED');
  IF v_over OR EXISTS (SELECT 1 FROM ended_place
                       WHERE concert_id = v_sale.concert_id AND user_id = p_user AND number = p_queue_number) THEN
    RETURN refuse('QUEUE_TOKEN_NOT_ACTIVE');
  END IF;
  IF v_paid + cardinality(v_wanted) > v_sale.seat_limit THEN RETURN refuse('SEAT_LIMIT'); END IF;

  v_gone := lock_seats(p_user, v_wanted, coalesce(v_own_seats, '{}'));
  IF v_gone = '{}' THEN
    RETURN refuse('SEAT_NOT_FOUND', jsonb_build_object('seatNumbers', ARRAY(
      SELECT n FROM unnest(p_numbers) n
      WHERE NOT EXISTS (SELECT 1 FROM seat WHERE schedule_id = p_schedule AND number = n) ORDER BY n)));
  END IF;
  IF v_gone IS NOT NULL THEN RETURN refuse('SEAT_NOT_AVAILABLE', jsonb_build_object('seatNumbers', v_gone)); END IF;

  -- With the seats locked, time is read again: what was live may have lapsed while we waited.
  v_now := jari_now();
  SELECT array_agg(id) FILTER (WHERE expires_at <= v_now),
    array_agg(id) FILTER (WHERE expires_at > v_now AND seat_id <> ALL (v_wanted)),
    array_agg(seat_id) FILTER (WHERE expires_at > v_now AND seat_id = ANY (v_wanted)),
    min(expires_at) FILTER (WHERE expires_at > v_now),
    bool_or(user_id = p_user AND queue_number = p_queue_number AND expires_at <= v_now)
  INTO v_lapsed, v_dropped, v_kept, v_expires, v_over
  FROM reservation WHERE status = 'RESERVING'
    AND (seat_id = ANY (v_wanted) OR (seat_id = ANY (v_own_seats) AND user_id = p_user));
  IF v_over OR (v_own_seats IS NOT NULL AND EXISTS (
      SELECT 1 FROM ended_place WHERE concert_id = v_sale.concert_id AND user_id = p_user AND number = p_queue_number)) THEN
    RETURN refuse('QUEUE_TOKEN_NOT_ACTIVE');
  END IF;
  v_expires := coalesce(v_expires, v_now + p_hold_ms * interval '1 millisecond');
  v_kept := coalesce(v_kept, '{}');

  -- Nothing stands in the way any more: write.
  IF v_lapsed IS NOT NULL THEN PERFORM cancel_holds(v_lapsed, 'hold.expired', 'LAPSED', v_now); END IF;
  IF v_dropped IS NOT NULL THEN PERFORM cancel_holds(v_dropped, 'hold.released', NULL, v_now); END IF;
  IF v_own_seats IS NOT NULL THEN
    UPDATE seat SET status = 'AVAILABLE', holder_id = NULL, hold_expires_at = NULL, version = version + 2
    WHERE id = ANY (v_own_seats) AND id <> ALL (v_wanted) AND status = 'TEMPORARY' AND holder_id = p_user;
    UPDATE reservation SET queue_number = p_queue_number, modified_at = v_now
    WHERE seat_id = ANY (v_kept) AND status = 'RESERVING' AND queue_number <> p_queue_number;
  END IF;
  UPDATE seat SET status = 'TEMPORARY', holder_id = p_user, hold_expires_at = v_expires, version = version + 2
  WHERE id = ANY (v_wanted) AND id <> ALL (v_kept);
  INSERT INTO reservation (seat_id, user_id, concert_id, schedule_id, queue_number, concert_name, concert_date, price,
                           expires_at, created_at, modified_at)
  SELECT s.id, p_user, v_sale.concert_id, p_schedule, p_queue_number, v_sale.name, v_sale.starts_at, s.price,
    v_expires, v_now, v_now
  FROM seat s WHERE s.id = ANY (v_wanted) AND s.id <> ALL (v_kept) ORDER BY s.id;
  UPDATE allowance SET seats = v_paid + cardinality(v_wanted), seat_limit = v_sale.seat_limit
  WHERE concert_id = v_sale.concert_id AND user_id = p_user;

  SELECT jsonb_build_object(
    'reservations', jsonb_agg(jsonb_build_object('id', r.id::text, 'seatId', s.id::text, 'seatNumber', s.number,
      'price', r.price, 'status', r.status, 'expiresAt', iso(r.expires_at)) ORDER BY s.number),
    'totalPrice', sum(r.price), 'expiresAt', iso(v_expires))
  INTO v_answer
  FROM reservation r JOIN seat s ON s.id = r.seat_id WHERE r.seat_id = ANY (v_wanted) AND r.status = 'RESERVING';
  IF p_key IS NOT NULL THEN PERFORM idempotency_keep(p_user, p_key, p_hash, 201, v_answer); END IF;
  RETURN v_answer;
END $$;
