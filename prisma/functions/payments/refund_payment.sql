-- Refunds one payment, once, until the concert's cut-off before the date as it stands now. The credit may pass the limit
-- that charges have.
CREATE OR REPLACE FUNCTION refund_payment(p_user uuid, p_payment bigint, p_key text, p_hash text) RETURNS jsonb
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
  v_result jsonb := idempotency_begin(p_user, p_key, p_hash);
  v_now timestamptz;
  v_sale record;
  v_payment payment;
  v_balance bigint;
BEGIN
  IF v_result IS NOT NULL THEN RETURN v_result; END IF;
  SELECT r.id AS reservation_id, r.concert_id, r.seat_id, d.starts_at - make_interval(hours => c.refund_hours) AS closes_at
  INTO v_sale
  FROM payment p JOIN reservation r ON r.id = p.reservation_id JOIN schedule d ON d.id = r.schedule_id
    JOIN concert c ON c.id = r.concert_id
  WHERE p.id = p_payment AND p.user_id = p_user;
  IF NOT FOUND THEN RETURN error_result('PAYMENT_NOT_FOUND'); END IF;
  PERFORM 1 FROM allowance WHERE concert_id = v_sale.concert_id AND user_id = p_user FOR UPDATE;
  PERFORM 1 FROM seat WHERE id = v_sale.seat_id FOR UPDATE;
  PERFORM 1 FROM reservation WHERE id = v_sale.reservation_id FOR UPDATE;
  SELECT * INTO v_payment FROM payment WHERE id = p_payment FOR UPDATE;
  v_now := jari_now();
  IF v_payment.status = 'CANCELED' OR v_now >= v_sale.closes_at THEN RETURN error_result('REFUND_CLOSED'); END IF;

  UPDATE wallet SET balance = balance + v_payment.price WHERE user_id = p_user RETURNING balance INTO v_balance;
  INSERT INTO ledger_entry (user_id, type, amount, balance_after, reservation_id, created_at)
  VALUES (p_user, 'REFUND', v_payment.price, v_balance, v_sale.reservation_id, v_now);
  UPDATE payment SET status = 'CANCELED', modified_at = v_now WHERE id = p_payment RETURNING * INTO v_payment;
  UPDATE reservation SET status = 'CANCELED', modified_at = v_now WHERE id = v_sale.reservation_id;
  UPDATE seat SET status = 'AVAILABLE', holder_id = NULL, version = version + 2 WHERE id = v_sale.seat_id;
  PERFORM recount_allowance(v_sale.concert_id, p_user, v_now);
  PERFORM append_event('payment.canceled', v_sale.reservation_id::text, payment_event(v_payment, NULL) - 'place');

  v_result := jsonb_build_object('payment', payment_json(v_payment), 'balance', v_balance);
  PERFORM idempotency_store(p_user, p_key, p_hash, 201, v_result);
  RETURN v_result;
END $$;
