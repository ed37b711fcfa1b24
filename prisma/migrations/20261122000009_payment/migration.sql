-- What is told of a payment.
CREATE FUNCTION payment_event(p_payment payment, p_place jsonb) RETURNS jsonb LANGUAGE sql STABLE
RETURN (
  SELECT jsonb_build_object('paymentId', p_payment.id::text, 'reservationId', r.id::text, 'userId', r.user_id,
    'concertId', r.concert_id::text, 'concertName', r.concert_name, 'concertDate', iso(r.concert_date),
    'scheduleId', r.schedule_id::text, 'seatId', s.id::text, 'seatNumber', s.number, 'price', p_payment.price,
    'place', p_place)
  FROM reservation r JOIN seat s ON s.id = r.seat_id WHERE r.id = p_payment.reservation_id);

CREATE FUNCTION payment_json(p_payment payment) RETURNS jsonb LANGUAGE sql IMMUTABLE
RETURN jsonb_build_object('id', p_payment.id::text, 'reservationId', p_payment.reservation_id::text,
  'price', p_payment.price, 'status', p_payment.status);

-- Pays reservations of one concert, all or none, and once: wallet debited, payments COMPLETED, seats and reservations
-- RESERVED, the place in line over, all told.
CREATE FUNCTION pay_reservations(p_user uuid, p_reservations bigint[], p_key text, p_hash text) RETURNS jsonb
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
  v_answer jsonb := idempotency_begin(p_user, p_key, p_hash);
  v_now timestamptz;
  v_bill record;
  v_state record;
  v_balance bigint;
  v_place jsonb;
  v_ended boolean;
BEGIN
  SELECT count(*) AS found, count(DISTINCT concert_id) AS concerts, min(concert_id) AS concert_id,
    array_agg(seat_id) AS seats, max(id) AS last_id, max(queue_number) AS number
  INTO v_bill FROM reservation WHERE id = ANY (p_reservations) AND user_id = p_user;
  v_place := place(v_bill.concert_id, p_user, v_bill.number);
  IF v_answer ? 'refused' THEN RETURN v_answer; END IF;
  IF v_answer IS NOT NULL THEN RETURN v_answer || jsonb_build_object('place', v_place); END IF;
  IF v_bill.found <> cardinality(p_reservations) OR v_bill.concerts <> 1 THEN RETURN refuse('RESERVATION_NOT_FOUND'); END IF;

  -- Guards, once nobody else can change the answer.
  PERFORM 1 FROM allowance WHERE concert_id = v_bill.concert_id AND user_id = p_user FOR UPDATE;
  PERFORM 1 FROM seat WHERE id = ANY (v_bill.seats) ORDER BY id FOR UPDATE;
  PERFORM 1 FROM reservation WHERE id = ANY (p_reservations) ORDER BY id FOR UPDATE;
  v_now := jari_now();
  SELECT bool_or(p.id IS NOT NULL) AS paid, bool_or(r.status <> 'RESERVING' OR r.expires_at <= v_now) AS expired,
    sum(r.price)::bigint AS total, max(r.queue_number) AS number
  INTO v_state
  FROM reservation r LEFT JOIN payment p ON p.reservation_id = r.id WHERE r.id = ANY (p_reservations);
  IF v_state.paid THEN RETURN refuse('ALREADY_PAID'); END IF;
  IF v_state.expired THEN RETURN refuse('HOLD_EXPIRED'); END IF;
  UPDATE wallet SET balance = balance - v_state.total WHERE user_id = p_user AND balance >= v_state.total
  RETURNING balance INTO v_balance;
  IF NOT FOUND THEN
    RETURN refuse('INSUFFICIENT_BALANCE', (
      SELECT jsonb_build_object('missing', greatest(v_state.total - balance, 0)) FROM wallet WHERE user_id = p_user));
  END IF;

  -- Paid: write it everywhere.
  v_place := place(v_bill.concert_id, p_user, v_state.number);
  UPDATE reservation SET status = 'RESERVED', modified_at = v_now WHERE id = ANY (p_reservations);
  UPDATE seat SET status = 'RESERVED', hold_expires_at = NULL, version = version + 2 WHERE id = ANY (v_bill.seats);
  INSERT INTO payment (reservation_id, user_id, price, created_at, modified_at)
  SELECT id, p_user, price, v_now, v_now FROM reservation WHERE id = ANY (p_reservations) ORDER BY id;
  INSERT INTO ledger_entry (user_id, type, amount, balance_after, reservation_id, created_at)
  SELECT p_user, 'PAYMENT', -price, v_balance + v_state.total - sum(price) OVER (ORDER BY id), id, v_now
  FROM reservation WHERE id = ANY (p_reservations) ORDER BY id;
  INSERT INTO ended_place (concert_id, user_id, number, reason, ended_at)
  VALUES (v_bill.concert_id, p_user, v_state.number, 'PAID', v_now) ON CONFLICT DO NOTHING;
  v_ended := FOUND;
  PERFORM append_event('payment.completed', p.reservation_id::text,
    payment_event(p, CASE WHEN v_ended AND p.reservation_id = v_bill.last_id THEN v_place END))
  FROM payment p WHERE p.reservation_id = ANY (p_reservations) ORDER BY p.reservation_id;

  SELECT jsonb_build_object('payments', jsonb_agg(payment_json(p) ORDER BY p.id),
    'seats', jsonb_agg(jsonb_build_object('id', s.id::text, 'number', s.number) ORDER BY s.number), 'balance', v_balance)
  INTO v_answer
  FROM payment p JOIN reservation r ON r.id = p.reservation_id JOIN seat s ON s.id = r.seat_id
  WHERE p.reservation_id = ANY (p_reservations);
  PERFORM idempotency_keep(p_user, p_key, p_hash, 201, v_answer);
  RETURN v_answer || jsonb_build_object('place', v_place);
END $$;

-- Refunds one payment, once, until the concert's cut-off before the date as it stands now. The credit may pass the limit
-- of charges.
CREATE FUNCTION refund_payment(p_user uuid, p_payment bigint, p_key text, p_hash text) RETURNS jsonb
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
  v_answer jsonb := idempotency_begin(p_user, p_key, p_hash);
  v_now timestamptz;
  v_sold record;
  v_payment payment;
  v_balance bigint;
BEGIN
  IF v_answer IS NOT NULL THEN RETURN v_answer; END IF;
  SELECT r.id AS reservation_id, r.concert_id, r.seat_id, d.starts_at - make_interval(hours => c.refund_hours) AS closes_at
  INTO v_sold
  FROM payment p JOIN reservation r ON r.id = p.reservation_id JOIN schedule d ON d.id = r.schedule_id
    JOIN concert c ON c.id = r.concert_id
  WHERE p.id = p_payment AND p.user_id = p_user;
  IF NOT FOUND THEN RETURN refuse('PAYMENT_NOT_FOUND'); END IF;
  PERFORM 1 FROM allowance WHERE concert_id = v_sold.concert_id AND user_id = p_user FOR UPDATE;
  PERFORM 1 FROM seat WHERE id = v_sold.seat_id FOR UPDATE;
  PERFORM 1 FROM reservation WHERE id = v_sold.reservation_id FOR UPDATE;
  SELECT * INTO v_payment FROM payment WHERE id = p_payment FOR UPDATE;
  v_now := jari_now();
  IF v_payment.status = 'CANCELED' OR v_now >= v_sold.closes_at THEN RETURN refuse('REFUND_CLOSED'); END IF;

  UPDATE wallet SET balance = balance + v_payment.price WHERE user_id = p_user RETURNING balance INTO v_balance;
  INSERT INTO ledger_entry (user_id, type, amount, balance_after, reservation_id, created_at)
  VALUES (p_user, 'REFUND', v_payment.price, v_balance, v_sold.reservation_id, v_now);
  UPDATE payment SET status = 'CANCELED', modified_at = v_now WHERE id = p_payment RETURNING * INTO v_payment;
  UPDATE reservation SET status = 'CANCELED', modified_at = v_now WHERE id = v_sold.reservation_id;
  UPDATE seat SET status = 'AVAILABLE', holder_id = NULL, version = version + 2 WHERE id = v_sold.seat_id;
  PERFORM recount_allowance(v_sold.concert_id, p_user, v_now);
  PERFORM append_event('payment.canceled', v_sold.reservation_id::text, payment_event(v_payment, NULL) - 'place');

  v_answer := jsonb_build_object('payment', payment_json(v_payment), 'balance', v_balance);
  PERFORM idempotency_keep(p_user, p_key, p_hash, 201, v_answer);
  RETURN v_answer;
END $$;
