-- Pays reservations of one concert, all or none, and once: wallet debited, payments COMPLETED, seats and reservations
-- RESERVED, the place in the queue ended, the events appended.
CREATE OR REPLACE FUNCTION pay_reservations(p_user uuid, p_reservations bigint[], p_key text, p_hash text) RETURNS jsonb
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
  v_result jsonb := idempotency_begin(p_user, p_key, p_hash);
  v_now timestamptz;
  v_reservations record;
  v_current record;
  v_balance bigint;
  v_place jsonb;
  v_ended boolean;
BEGIN
  SELECT count(*) AS found, count(DISTINCT concert_id) AS concerts, min(concert_id) AS concert_id,
    array_agg(seat_id) AS seats, max(id) AS last_id, max(queue_number) AS number
  INTO v_reservations FROM reservation WHERE id = ANY (p_reservations) AND user_id = p_user;
  v_place := place_json(v_reservations.concert_id, p_user, v_reservations.number);
  IF v_result ? 'error' THEN RETURN v_result; END IF;
  IF v_result IS NOT NULL THEN RETURN v_result || jsonb_build_object('place', v_place); END IF;
  IF v_reservations.found <> cardinality(p_reservations) OR v_reservations.concerts <> 1 THEN
    RETURN error_result('RESERVATION_NOT_FOUND');
  END IF;

  -- The checks come after the locks, when nobody else can change what they read.
  PERFORM 1 FROM allowance WHERE concert_id = v_reservations.concert_id AND user_id = p_user FOR UPDATE;
  PERFORM 1 FROM seat WHERE id = ANY (v_reservations.seats) ORDER BY id FOR UPDATE;
  PERFORM 1 FROM reservation WHERE id = ANY (p_reservations) ORDER BY id FOR UPDATE;
  v_now := jari_now();
  SELECT bool_or(p.id IS NOT NULL) AS paid, bool_or(r.status <> 'RESERVING' OR r.expires_at <= v_now) AS expired,
    sum(r.price)::bigint AS total, max(r.queue_number) AS number
  INTO v_current
  FROM reservation r LEFT JOIN payment p ON p.reservation_id = r.id WHERE r.id = ANY (p_reservations);
  IF v_current.paid THEN RETURN error_result('ALREADY_PAID'); END IF;
  IF v_current.expired THEN RETURN error_result('HOLD_EXPIRED'); END IF;
  UPDATE wallet SET balance = balance - v_current.total WHERE user_id = p_user AND balance >= v_current.total
  RETURNING balance INTO v_balance;
  IF NOT FOUND THEN
    RETURN error_result('INSUFFICIENT_BALANCE', (
      SELECT jsonb_build_object('missing', greatest(v_current.total - balance, 0)) FROM wallet WHERE user_id = p_user));
  END IF;

  -- No error is possible from here on: write.
  v_place := place_json(v_reservations.concert_id, p_user, v_current.number);
  UPDATE reservation SET status = 'RESERVED', modified_at = v_now WHERE id = ANY (p_reservations);
  UPDATE seat SET status = 'RESERVED', hold_expires_at = NULL, version = version + 2 WHERE id = ANY (v_reservations.seats);
  INSERT INTO payment (reservation_id, user_id, price, created_at, modified_at)
  SELECT id, p_user, price, v_now, v_now FROM reservation WHERE id = ANY (p_reservations) ORDER BY id;
  INSERT INTO ledger_entry (user_id, type, amount, balance_after, reservation_id, created_at)
  SELECT p_user, 'PAYMENT', -price, v_balance + v_current.total - sum(price) OVER (ORDER BY id), id, v_now
  FROM reservation WHERE id = ANY (p_reservations) ORDER BY id;
  INSERT INTO ended_place (concert_id, user_id, number, reason, ended_at)
  VALUES (v_reservations.concert_id, p_user, v_current.number, 'PAID', v_now) ON CONFLICT DO NOTHING;
  v_ended := FOUND;
  PERFORM append_event('payment.completed', p.reservation_id::text,
    payment_event(p, CASE WHEN v_ended AND p.reservation_id = v_reservations.last_id THEN v_place END))
  FROM payment p WHERE p.reservation_id = ANY (p_reservations) ORDER BY p.reservation_id;

  SELECT jsonb_build_object('payments', jsonb_agg(payment_json(p) ORDER BY p.id),
    'seats', jsonb_agg(jsonb_build_object('id', s.id::text, 'number', s.number) ORDER BY s.number), 'balance', v_balance)
  INTO v_result
  FROM payment p JOIN reservation r ON r.id = p.reservation_id JOIN seat s ON s.id = r.seat_id
  WHERE p.reservation_id = ANY (p_reservations);
  PERFORM idempotency_store(p_user, p_key, p_hash, 201, v_result);
  RETURN v_result || jsonb_build_object('place', v_place);
END $$;
