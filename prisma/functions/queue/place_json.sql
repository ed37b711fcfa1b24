-- A place in the queue, in the shape lib/queue/token.ts knows.
CREATE OR REPLACE FUNCTION place_json(p_concert bigint, p_user uuid, p_number bigint) RETURNS jsonb LANGUAGE sql IMMUTABLE
RETURN jsonb_build_object('concertId', p_concert::text, 'userId', p_user, 'number', p_number);
