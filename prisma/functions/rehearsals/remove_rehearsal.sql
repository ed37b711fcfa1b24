-- Removes a rehearsal's copy with all that its fans did, in one transaction; nothing of a real concert or fan. The fans stay
-- for the next rehearsal, with empty wallets.
CREATE OR REPLACE FUNCTION remove_rehearsal(p_concert bigint) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_fans uuid[];
  v_keys text[];
BEGIN
  PERFORM 1 FROM concert WHERE id = p_concert AND rehearsal_of_id IS NOT NULL FOR UPDATE;
  IF NOT FOUND THEN RETURN error_result('CONCERT_NOT_FOUND'); END IF;
  SELECT coalesce(array_agg(id), '{}') INTO v_fans FROM users WHERE rehearsal;
  SELECT coalesce(array_agg(key), '{}') INTO v_keys FROM (
    SELECT id::text AS key FROM reservation WHERE user_id = ANY (v_fans)
    UNION ALL SELECT unnest(v_fans)::text
    UNION ALL SELECT 'schedule:' || id FROM schedule WHERE concert_id = p_concert
    UNION ALL SELECT 'place:' || concert_id || ':' || number FROM ended_place WHERE concert_id = p_concert
    UNION ALL SELECT 'concert:' || p_concert) keys;
  DELETE FROM outbox_event WHERE aggregate_key = ANY (v_keys);
  DELETE FROM outbox_sequence WHERE aggregate_key = ANY (v_keys);
  DELETE FROM payment USING reservation r WHERE r.id = payment.reservation_id AND r.user_id = ANY (v_fans);
  DELETE FROM ledger_entry WHERE user_id = ANY (v_fans);
  UPDATE wallet SET balance = 0 WHERE user_id = ANY (v_fans) AND balance > 0;
  DELETE FROM reservation WHERE user_id = ANY (v_fans);
  DELETE FROM idempotency_key WHERE user_id = ANY (v_fans);
  DELETE FROM ended_place WHERE concert_id = p_concert;
  DELETE FROM allowance WHERE concert_id = p_concert;
  DELETE FROM seat USING schedule d WHERE d.id = seat.schedule_id AND d.concert_id = p_concert;
  DELETE FROM schedule WHERE concert_id = p_concert;
  DELETE FROM queue_block WHERE concert_id = p_concert;
  DELETE FROM concert WHERE id = p_concert;
  RETURN '{}';
END $$;
