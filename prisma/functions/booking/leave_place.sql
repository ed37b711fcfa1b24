-- A fan leaves a queue: the place ends and the unpaid holds are released in one step. A hold of the same fan that is in
-- flight waits for the allowance (inserted here if it is their first), and then finds the place ended; else it could begin
-- after the release and keep seats until it expires under a place that has ended.
CREATE OR REPLACE FUNCTION leave_place(p_user uuid, p_concert bigint, p_number bigint) RETURNS jsonb
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
  v_result jsonb;
BEGIN
  INSERT INTO allowance (concert_id, user_id, seat_limit) SELECT id, p_user, seat_limit FROM concert WHERE id = p_concert
  ON CONFLICT DO NOTHING;
  v_result := release_holds(p_user, p_concert); -- locks the allowance first
  INSERT INTO ended_place (concert_id, user_id, number, reason, ended_at)
  SELECT id, p_user, p_number, 'LEFT', jari_now() FROM concert WHERE id = p_concert
  ON CONFLICT DO NOTHING;
  RETURN v_result;
END $$;
