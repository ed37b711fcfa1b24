-- A payment, as the API returns it.
CREATE OR REPLACE FUNCTION payment_json(p_payment payment) RETURNS jsonb LANGUAGE sql IMMUTABLE
RETURN jsonb_build_object('id', p_payment.id::text, 'reservationId', p_payment.reservation_id::text,
  'price', p_payment.price, 'status', p_payment.status);
