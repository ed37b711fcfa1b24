-- Releases one held seat. Releasing the last seat of a hold ends the place it was made under. A seat that is released
-- already stays so, and the result is a success: a DELETE may be repeated.
CREATE OR REPLACE FUNCTION release_hold(p_user uuid, p_reservation bigint) RETURNS jsonb
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
  v_now timestamptz;
  v_reservation reservation;
  v_places jsonb := '[]';
  v_is_last boolean;
BEGIN
  SELECT * INTO v_reservation FROM reservation WHERE id = p_reservation AND user_id = p_user;
  IF NOT FOUND THEN RETURN error_result('RESERVATION_NOT_FOUND'); END IF;
  PERFORM 1 FROM allowance WHERE concert_id = v_reservation.concert_id AND user_id = p_user FOR UPDATE;
  PERFORM 1 FROM seat WHERE id = v_reservation.seat_id FOR UPDATE;
  SELECT * INTO v_reservation FROM reservation WHERE id = p_reservation FOR UPDATE;
  v_now := jari_now();
  IF v_reservation.status = 'RESERVED' THEN RETURN error_result('ALREADY_PAID'); END IF;
  IF v_reservation.status = 'CANCELED' THEN RETURN jsonb_build_object('ended', NULL); END IF;

  IF v_reservation.expires_at <= v_now THEN
    v_places := cancel_holds(ARRAY[p_reservation], 'hold.expired', 'LAPSED', v_now);
  ELSE
    v_is_last := NOT EXISTS (
      SELECT 1 FROM reservation WHERE user_id = p_user AND concert_id = v_reservation.concert_id
        AND status = 'RESERVING' AND expires_at > v_now AND id <> p_reservation);
    v_places := cancel_holds(ARRAY[p_reservation], 'hold.released', CASE WHEN v_is_last THEN 'RELEASED'::place_end END, v_now);
  END IF;
  UPDATE seat SET status = 'AVAILABLE', holder_id = NULL, hold_expires_at = NULL, version = version + 2
  WHERE id = v_reservation.seat_id;
  PERFORM recount_allowance(v_reservation.concert_id, p_user, v_now);
  RETURN jsonb_build_object('ended', v_places -> 0);
END $$;
