-- Counts the fan's live reservations of a concert anew, under the lock of their allowance. A lapsed hold does not count,
-- even before it is canceled.
CREATE OR REPLACE FUNCTION recount_allowance(p_concert bigint, p_user uuid, p_now timestamptz) RETURNS void
LANGUAGE sql AS $$
  UPDATE allowance SET seats = (
    SELECT count(*) FROM reservation
    WHERE user_id = p_user AND concert_id = p_concert
      AND (status = 'RESERVED' OR (status = 'RESERVING' AND expires_at > p_now)))
  WHERE concert_id = p_concert AND user_id = p_user
$$;
