-- An admin expels one place: it ends for good, its unpaid holds are released, the event and the audit entry are written.
-- Paid seats stay with the fan. The allowance is inserted if it does not exist, so that a first hold under the same place
-- runs wholly before this, or finds the place ended.
CREATE OR REPLACE FUNCTION expel_place(p_admin uuid, p_concert bigint, p_user uuid, p_number bigint, p_reason text) RETURNS jsonb
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
  v_now timestamptz;
  v_fan text;
  v_released int;
BEGIN
  SELECT name INTO v_fan FROM users WHERE id = p_user;
  IF NOT FOUND THEN RETURN error_result('NOT_IN_QUEUE'); END IF;
  IF EXISTS (SELECT 1 FROM ended_place WHERE concert_id = p_concert AND user_id = p_user AND number = p_number) THEN
    RETURN error_result('NOT_IN_QUEUE');
  END IF;
  INSERT INTO allowance (concert_id, user_id, seat_limit) SELECT id, p_user, seat_limit FROM concert WHERE id = p_concert
  ON CONFLICT DO NOTHING;
  PERFORM 1 FROM allowance WHERE concert_id = p_concert AND user_id = p_user FOR UPDATE;
  IF NOT FOUND THEN RETURN error_result('CONCERT_NOT_FOUND'); END IF;
  PERFORM 1 FROM seat WHERE id IN (
    SELECT seat_id FROM reservation WHERE user_id = p_user AND concert_id = p_concert AND status = 'RESERVING')
  ORDER BY id FOR UPDATE;
  v_now := jari_now();
  SELECT count(*) INTO v_released FROM reservation
  WHERE user_id = p_user AND concert_id = p_concert AND status = 'RESERVING' AND queue_number = p_number AND expires_at > v_now;

  INSERT INTO ended_place (concert_id, user_id, number, reason, ended_at)
  VALUES (p_concert, p_user, p_number, 'EXPELLED', v_now) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN RETURN error_result('NOT_IN_QUEUE'); END IF; -- it ended since the check above
  IF v_released > 0 THEN PERFORM release_holds(p_user, p_concert); END IF;
  INSERT INTO audit_log (actor_id, action, subject, detail, created_at)
  VALUES (p_admin, 'queue.expelled', 'concert:' || p_concert, jsonb_build_object('changes', jsonb_build_object(
    'number', jsonb_build_array(NULL, p_number), 'fan', jsonb_build_array(NULL, v_fan),
    'reason', jsonb_build_array(NULL, p_reason))), v_now);
  PERFORM append_event('place.expelled', 'place:' || p_concert || ':' || p_number, jsonb_build_object(
    'concertId', p_concert::text, 'userId', p_user, 'number', p_number, 'place', place_json(p_concert, p_user, p_number)));
  RETURN jsonb_build_object('released', v_released);
END $$;
