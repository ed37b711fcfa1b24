-- The payload of an event about a payment.
CREATE OR REPLACE FUNCTION payment_event(p_payment payment, p_place jsonb) RETURNS jsonb LANGUAGE sql STABLE
RETURN (
  SELECT jsonb_build_object('paymentId', p_payment.id::text, 'reservationId', r.id::text, 'userId', r.user_id,
    'concertId', r.concert_id::text, 'concertName', r.concert_name, 'concertDate', iso_utc(r.concert_date),
    'scheduleId', r.schedule_id::text, 'seatId', s.id::text, 'seatNumber', s.number, 'price', p_payment.price,
    'place', p_place)
  FROM reservation r JOIN seat s ON s.id = r.seat_id WHERE r.id = p_payment.reservation_id);
