-- Copies a concert with its next date for a rehearsal: the first p_seats seats of its hall, on sale from p_opens_at.
-- Nobody can guess p_id and p_slug, so that only the rehearsal's own fans find it.
CREATE OR REPLACE FUNCTION create_rehearsal(p_concert bigint, p_id bigint, p_slug text, p_seats int, p_opens_at timestamptz,
  p_closes_at timestamptz, p_capacity int, p_admit_per_minute int) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_date schedule;
  v_schedule bigint;
  v_seats int;
  v_limit int;
BEGIN
  SELECT * INTO v_date FROM schedule WHERE concert_id = p_concert
  ORDER BY starts_at <= jari_now(), starts_at, id LIMIT 1;
  IF NOT FOUND THEN RETURN error_result('CONCERT_NOT_FOUND'); END IF;
  INSERT INTO concert (id, slug, name, host, description, sales_open_at, sales_close_at, seat_limit, refund_hours, capacity,
                       admit_per_minute, rehearsal_of_id)
  SELECT p_id, p_slug, name, host, description, p_opens_at, p_closes_at, seat_limit, refund_hours, p_capacity,
         p_admit_per_minute, id
  FROM concert WHERE id = p_concert AND rehearsal_of_id IS NULL RETURNING seat_limit INTO v_limit;
  IF NOT FOUND THEN RETURN error_result('CONCERT_NOT_FOUND'); END IF;
  INSERT INTO schedule (concert_id, starts_at, venue, hall)
  VALUES (p_id, greatest(v_date.starts_at, p_closes_at + interval '1 day'), v_date.venue, v_date.hall) RETURNING id INTO v_schedule;
  INSERT INTO seat (schedule_id, number, section, row, label, x, y, grade, price)
  SELECT v_schedule, number, section, row, label, x, y, grade, price FROM seat WHERE schedule_id = v_date.id
  ORDER BY number LIMIT p_seats;
  GET DIAGNOSTICS v_seats = ROW_COUNT;
  RETURN jsonb_build_object('concertId', p_id::text, 'scheduleId', v_schedule::text, 'slug', p_slug, 'seats', v_seats,
                            'seatLimit', v_limit);
END $$;
