-- Publishes `schedule.sold_out` once for each date whose last seat was paid since the last call; a refund opens the date
-- again, and the next time counts anew. Counted here and not in a payment: two payments of the last two seats do not see
-- each other, and the hot path is spared the count. A date that is being edited is left to the next call.
CREATE OR REPLACE FUNCTION publish_sold_out() RETURNS int
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_date record;
  v_published int := 0;
BEGIN
  FOR v_date IN
    SELECT d.id, d.concert_id, d.starts_at, d.venue, d.sold_out_at IS NULL AS sold_out, c.name
    FROM schedule d JOIN concert c ON c.id = d.concert_id
    WHERE d.starts_at > jari_now() AND (d.sold_out_at IS NULL) = (
      NOT EXISTS (SELECT 1 FROM seat s WHERE s.schedule_id = d.id AND s.status <> 'RESERVED')
      AND EXISTS (SELECT 1 FROM seat s WHERE s.schedule_id = d.id))
    ORDER BY d.id FOR NO KEY UPDATE OF d SKIP LOCKED
  LOOP
    UPDATE schedule SET sold_out_at = CASE WHEN v_date.sold_out THEN jari_now() END WHERE id = v_date.id;
    CONTINUE WHEN NOT v_date.sold_out;
    PERFORM append_event('schedule.sold_out', 'schedule:' || v_date.id, jsonb_build_object(
      'scheduleId', v_date.id::text, 'concertId', v_date.concert_id::text, 'concertName', v_date.name,
      'concertDate', iso_utc(v_date.starts_at), 'venue', v_date.venue,
      'seats', (SELECT count(*) FROM seat s WHERE s.schedule_id = v_date.id)));
    v_published := v_published + 1;
  END LOOP;
  RETURN v_published;
END $$;
