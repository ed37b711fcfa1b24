-- Releases whatever a fan who leaves a concert's queue still holds there, and ends the places it was held under.
CREATE OR REPLACE FUNCTION release_holds(p_user uuid, p_concert bigint) RETURNS jsonb
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
  v_now timestamptz;
  v_live bigint[];
  v_lapsed bigint[];
  v_seats bigint[];
  v_places jsonb := '[]';
BEGIN
  PERFORM 1 FROM allowance WHERE concert_id = p_concert AND user_id = p_user FOR UPDATE;
  SELECT array_agg(seat_id) INTO v_seats
  FROM reservation WHERE user_id = p_user AND concert_id = p_concert AND status = 'RESERVING';
  PERFORM 1 FROM seat WHERE id = ANY (v_seats) ORDER BY id FOR UPDATE;
  v_now := jari_now();
  SELECT array_agg(id) FILTER (WHERE expires_at > v_now), array_agg(id) FILTER (WHERE expires_at <= v_now), array_agg(seat_id)
  INTO v_live, v_lapsed, v_seats
  FROM reservation WHERE user_id = p_user AND concert_id = p_concert AND status = 'RESERVING';
  IF v_seats IS NULL THEN RETURN jsonb_build_object('places', v_places); END IF;

  IF v_lapsed IS NOT NULL THEN v_places := cancel_holds(v_lapsed, 'hold.expired', 'LAPSED', v_now); END IF;
  IF v_live IS NOT NULL THEN v_places := v_places || cancel_holds(v_live, 'hold.released', 'LEFT', v_now); END IF;
  UPDATE seat SET status = 'AVAILABLE', holder_id = NULL, hold_expires_at = NULL, version = version + 2
  WHERE id = ANY (v_seats);
  PERFORM recount_allowance(p_concert, p_user, v_now);
  RETURN jsonb_build_object('places', v_places);
END $$;
