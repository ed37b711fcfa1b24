-- Cancels lapsed holds that nobody took over: reservation CANCELED, seat AVAILABLE, place ended, event appended. At most
-- p_limit seats a call. Seats that another transaction has locked are skipped, so two sweeps do the work once.
CREATE OR REPLACE FUNCTION sweep_holds(p_limit int) RETURNS jsonb
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
  v_now timestamptz := jari_now();
  v_seats bigint[];
  v_lapsed bigint[];
  v_places jsonb := '[]';
BEGIN
  v_seats := ARRAY(SELECT seat_id FROM reservation WHERE status = 'RESERVING' AND expires_at <= v_now
                   ORDER BY expires_at LIMIT p_limit);
  v_seats := ARRAY(SELECT id FROM seat WHERE id = ANY (v_seats) AND status = 'TEMPORARY' AND hold_expires_at <= v_now
                   ORDER BY id FOR UPDATE SKIP LOCKED);
  v_lapsed := ARRAY(SELECT id FROM reservation WHERE seat_id = ANY (v_seats) AND status = 'RESERVING' ORDER BY id FOR UPDATE);
  IF cardinality(v_lapsed) > 0 THEN
    v_places := cancel_holds(v_lapsed, 'hold.expired', 'LAPSED', v_now);
    UPDATE seat SET status = 'AVAILABLE', holder_id = NULL, hold_expires_at = NULL, version = version + 2
    WHERE id = ANY (v_seats);
  END IF;
  RETURN jsonb_build_object('expired', cardinality(v_lapsed), 'places', v_places);
END $$;
