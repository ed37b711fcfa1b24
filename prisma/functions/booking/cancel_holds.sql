-- Cancels unpaid reservations whose seats the caller has locked, and appends their events. With a reason, the places they
-- were made under end: each is inserted once, and carried by one event. Returns the places that ended in this call.
CREATE OR REPLACE FUNCTION cancel_holds(p_reservations bigint[], p_event text, p_reason place_end, p_now timestamptz) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  v_places jsonb := '[]';
BEGIN
  UPDATE reservation SET status = 'CANCELED', modified_at = p_now WHERE id = ANY (p_reservations);
  IF p_reason IS NOT NULL THEN
    WITH ended AS (
      INSERT INTO ended_place (concert_id, user_id, number, reason, ended_at)
      SELECT DISTINCT concert_id, user_id, queue_number, p_reason, p_now FROM reservation WHERE id = ANY (p_reservations)
      ORDER BY 1, 2, 3 -- two calls that end the same places wait for each other in one order
      ON CONFLICT DO NOTHING RETURNING concert_id, user_id, number)
    SELECT coalesce(jsonb_agg(place_json(concert_id, user_id, number)), '[]') INTO v_places FROM ended;
  END IF;
  PERFORM append_event(p_event, e.id::text, jsonb_build_object(
    'reservationId', e.id::text, 'userId', e.user_id, 'concertId', e.concert_id::text,
    'scheduleId', e.schedule_id::text, 'seatId', e.seat_id::text, 'seatNumber', e.seat_number,
    'price', e.price, 'expiresAt', iso_utc(e.expires_at),
    'place', CASE WHEN e.is_last AND v_places @> jsonb_build_array(e.place) THEN e.place END))
  FROM (
    SELECT r.*, s.number AS seat_number, place_json(r.concert_id, r.user_id, r.queue_number) AS place,
      r.id = max(r.id) OVER (PARTITION BY r.concert_id, r.user_id, r.queue_number) AS is_last
    FROM reservation r JOIN seat s ON s.id = r.seat_id WHERE r.id = ANY (p_reservations) ORDER BY r.id) e;
  RETURN v_places;
END $$;
