-- Holds seats for a fan, all or nothing, until p_hold_ms from now. A live hold of the same concert is replaced in one
-- step: seats in both stay with their reservation, the others are released, and the first expiry stays.
-- The settings of every function that locks: the plan is generic (made once a connection), and table scans are off,
-- because a plan made while a table was still empty would scan it in the first minute of a sale.
CREATE OR REPLACE FUNCTION hold_seats(p_user uuid, p_schedule bigint, p_numbers int[], p_queue_number bigint, p_hold_ms bigint,
                                      p_key text DEFAULT NULL, p_hash text DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
  v_now timestamptz := jari_now();
  v_result jsonb;
  v_sale record;
  v_wanted bigint[];
  v_found int[];
  v_unavailable int[];
  v_own_seats bigint[];
  v_paid int;
  v_has_ended boolean;
  v_has_hold boolean;
  v_cooldown_until timestamptz;
  v_missing bigint;
  v_inserted boolean := false;
  v_lapsed bigint[];
  v_released bigint[];
  v_common bigint[];
  v_expires timestamptz(3);
BEGIN
  IF p_key IS NOT NULL THEN
    v_result := idempotency_begin(p_user, p_key, p_hash);
    IF v_result IS NOT NULL THEN RETURN v_result; END IF;
  END IF;

  -- Is the sale open, and are the seats free? Cheap checks before any lock.
  SELECT c.id AS concert_id, c.name, c.seat_limit, c.sales_open_at, c.sales_close_at, c.hold_cooldown_seconds,
    c.requires_balance, d.starts_at INTO v_sale
  FROM schedule d JOIN concert c ON c.id = d.concert_id WHERE d.id = p_schedule;
  IF NOT FOUND THEN RETURN error_result('SCHEDULE_NOT_FOUND'); END IF;
  IF v_now < v_sale.sales_open_at THEN RETURN error_result('SALE_NOT_OPEN'); END IF;
  IF v_now >= least(v_sale.sales_close_at, v_sale.starts_at) THEN RETURN error_result('SALE_CLOSED'); END IF;
  SELECT array_agg(s.id ORDER BY s.id), array_agg(s.number),
    array_agg(s.number ORDER BY s.number) FILTER (WHERE seat_is_unavailable(s, p_user, v_now))
  INTO v_wanted, v_found, v_unavailable FROM seat s WHERE s.schedule_id = p_schedule AND s.number = ANY (p_numbers);
  IF coalesce(cardinality(v_wanted), 0) < cardinality(p_numbers) THEN
    RETURN error_result('SEAT_NOT_FOUND', jsonb_build_object('seatNumbers',
      ARRAY(SELECT n FROM unnest(p_numbers) n WHERE n <> ALL (coalesce(v_found, '{}')) ORDER BY n)));
  END IF;
  IF v_unavailable IS NOT NULL THEN
    RETURN error_result('SEAT_NOT_AVAILABLE', jsonb_build_object('seatNumbers', v_unavailable));
  END IF;

  -- May this fan? From here on the fan's other requests for this concert wait.
  PERFORM 1 FROM allowance WHERE concert_id = v_sale.concert_id AND user_id = p_user FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO allowance (concert_id, user_id, seat_limit) VALUES (v_sale.concert_id, p_user, v_sale.seat_limit)
    ON CONFLICT DO NOTHING;
    v_inserted := FOUND;
    PERFORM 1 FROM allowance WHERE concert_id = v_sale.concert_id AND user_id = p_user FOR UPDATE;
  END IF;
  SELECT array_agg(seat_id) FILTER (WHERE status = 'RESERVING'), count(*) FILTER (WHERE status = 'RESERVED'),
    bool_or(status = 'RESERVING' AND queue_number = p_queue_number AND expires_at <= v_now),
    bool_or(status = 'RESERVING' AND expires_at > v_now)
  INTO v_own_seats, v_paid, v_has_ended, v_has_hold
  FROM reservation WHERE user_id = p_user AND concert_id = v_sale.concert_id AND status IN ('RESERVING', 'RESERVED');
  IF v_has_ended OR EXISTS (SELECT 1 FROM ended_place
                            WHERE concert_id = v_sale.concert_id AND user_id = p_user AND number = p_queue_number) THEN
    RETURN undo_allowance(error_result('QUEUE_TOKEN_NOT_ACTIVE'), v_inserted, v_sale.concert_id, p_user);
  END IF;
  IF v_paid + cardinality(v_wanted) > v_sale.seat_limit THEN
    RETURN undo_allowance(error_result('SEAT_LIMIT'), v_inserted, v_sale.concert_id, p_user);
  END IF;
  IF NOT v_inserted AND v_has_hold IS NOT TRUE THEN
    v_cooldown_until := hold_cooldown_until(v_sale.concert_id, p_user, v_sale.hold_cooldown_seconds, v_now);
    IF v_cooldown_until IS NOT NULL THEN
      RETURN error_result('HOLD_COOLDOWN', jsonb_build_object(
        'waitSeconds', ceil(extract(epoch FROM v_cooldown_until - v_now))));
    END IF;
  END IF;
  IF v_sale.requires_balance THEN
    SELECT sum(price) - coalesce((SELECT balance FROM wallet WHERE user_id = p_user), 0) INTO v_missing
    FROM seat WHERE id = ANY (v_wanted);
    IF v_missing > 0 THEN
      RETURN undo_allowance(error_result('INSUFFICIENT_BALANCE', jsonb_build_object('missing', v_missing)),
        v_inserted, v_sale.concert_id, p_user);
    END IF;
  END IF;

  v_unavailable := lock_seats(p_user, v_wanted, coalesce(v_own_seats, '{}'));
  IF v_unavailable = '{}' THEN
    RETURN undo_allowance(error_result('SEAT_NOT_FOUND', jsonb_build_object('seatNumbers', ARRAY(
      SELECT n FROM unnest(p_numbers) n
      WHERE NOT EXISTS (SELECT 1 FROM seat WHERE schedule_id = p_schedule AND number = n) ORDER BY n))),
      v_inserted, v_sale.concert_id, p_user);
  END IF;
  IF v_unavailable IS NOT NULL THEN
    RETURN undo_allowance(error_result('SEAT_NOT_AVAILABLE', jsonb_build_object('seatNumbers', v_unavailable)),
      v_inserted, v_sale.concert_id, p_user);
  END IF;

  -- With the seats locked, the clock is read again: a hold may have lapsed while we waited.
  v_now := jari_now();
  SELECT array_agg(id) FILTER (WHERE expires_at <= v_now),
    array_agg(id) FILTER (WHERE expires_at > v_now AND seat_id <> ALL (v_wanted)),
    array_agg(seat_id) FILTER (WHERE expires_at > v_now AND seat_id = ANY (v_wanted)),
    min(expires_at) FILTER (WHERE expires_at > v_now),
    bool_or(user_id = p_user AND queue_number = p_queue_number AND expires_at <= v_now)
  INTO v_lapsed, v_released, v_common, v_expires, v_has_ended
  FROM reservation WHERE status = 'RESERVING'
    AND (seat_id = ANY (v_wanted) OR (seat_id = ANY (v_own_seats) AND user_id = p_user));
  IF v_has_ended OR (v_own_seats IS NOT NULL AND EXISTS (
      SELECT 1 FROM ended_place WHERE concert_id = v_sale.concert_id AND user_id = p_user AND number = p_queue_number)) THEN
    RETURN undo_allowance(error_result('QUEUE_TOKEN_NOT_ACTIVE'), v_inserted, v_sale.concert_id, p_user);
  END IF;
  v_expires := coalesce(v_expires, v_now + p_hold_ms * interval '1 millisecond');
  v_common := coalesce(v_common, '{}');

  -- No error is possible from here on: write.
  IF v_lapsed IS NOT NULL THEN PERFORM cancel_holds(v_lapsed, 'hold.expired', 'LAPSED', v_now); END IF;
  IF v_released IS NOT NULL THEN PERFORM cancel_holds(v_released, 'hold.released', NULL, v_now); END IF;
  IF v_own_seats IS NOT NULL THEN
    UPDATE seat SET status = 'AVAILABLE', holder_id = NULL, hold_expires_at = NULL, version = version + 2
    WHERE id = ANY (v_own_seats) AND id <> ALL (v_wanted) AND status = 'TEMPORARY' AND holder_id = p_user;
    UPDATE reservation SET queue_number = p_queue_number, modified_at = v_now
    WHERE seat_id = ANY (v_common) AND status = 'RESERVING' AND queue_number <> p_queue_number;
  END IF;
  UPDATE seat SET status = 'TEMPORARY', holder_id = p_user, hold_expires_at = v_expires, version = version + 2
  WHERE id = ANY (v_wanted) AND id <> ALL (v_common);
  INSERT INTO reservation (seat_id, user_id, concert_id, schedule_id, queue_number, concert_name, concert_date, price,
                           expires_at, created_at, modified_at)
  SELECT s.id, p_user, v_sale.concert_id, p_schedule, p_queue_number, v_sale.name, v_sale.starts_at, s.price,
    v_expires, v_now, v_now
  FROM seat s WHERE s.id = ANY (v_wanted) AND s.id <> ALL (v_common) ORDER BY s.id;
  UPDATE allowance SET seats = v_paid + cardinality(v_wanted), seat_limit = v_sale.seat_limit
  WHERE concert_id = v_sale.concert_id AND user_id = p_user;

  SELECT jsonb_build_object(
    'reservations', jsonb_agg(jsonb_build_object('id', r.id::text, 'seatId', s.id::text, 'seatNumber', s.number,
      'price', r.price, 'status', r.status, 'expiresAt', iso_utc(r.expires_at)) ORDER BY s.number),
    'totalPrice', sum(r.price), 'expiresAt', iso_utc(v_expires))
  INTO v_result
  FROM reservation r JOIN seat s ON s.id = r.seat_id WHERE r.seat_id = ANY (v_wanted) AND r.status = 'RESERVING';
  IF p_key IS NOT NULL THEN PERFORM idempotency_store(p_user, p_key, p_hash, 201, v_result); END IF;
  RETURN v_result;
END $$;
