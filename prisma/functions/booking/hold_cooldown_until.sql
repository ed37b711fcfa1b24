-- Until when a fan may begin no new hold of a concert; NULL when they may. It follows the second and each later hold in a
-- day that ended unpaid (lapsed, released, or left), and doubles with each, up to a day. A payment begins the count anew.
-- A hold is a place in the queue with reservations: seats exchanged within one are one hold. The caller has locked the
-- fan's allowance; a hold that lapsed counts before anybody cancels it.
CREATE OR REPLACE FUNCTION hold_cooldown_until(p_concert bigint, p_user uuid, p_seconds int, p_now timestamptz) RETURNS timestamptz
LANGUAGE sql STABLE AS $$
  WITH ended AS (
    SELECT number, reason, ended_at FROM ended_place
    WHERE concert_id = p_concert AND user_id = p_user AND ended_at > p_now - interval '1 day'),
  held AS (
    SELECT queue_number AS number, max(expires_at) FILTER (WHERE status = 'RESERVING' AND expires_at <= p_now) AS lapsed_at
    FROM reservation WHERE user_id = p_user AND concert_id = p_concert GROUP BY queue_number),
  unpaid AS (
    SELECT held.number, coalesce(ended.ended_at, held.lapsed_at) AS at
    FROM held LEFT JOIN ended ON ended.number = held.number
    WHERE ended.reason IN ('LAPSED', 'RELEASED', 'LEFT') OR (ended.number IS NULL AND held.lapsed_at > p_now - interval '1 day'))
  SELECT max(at) + least(86400, p_seconds * power(2, least(count(*) - 2, 20))) * interval '1 second'
  FROM unpaid WHERE at > coalesce((SELECT max(ended_at) FROM ended WHERE reason = 'PAID'), '-infinity')
  HAVING p_seconds > 0 AND count(*) >= 2
    AND max(at) + least(86400, p_seconds * power(2, least(count(*) - 2, 20))) * interval '1 second' > p_now
$$;
