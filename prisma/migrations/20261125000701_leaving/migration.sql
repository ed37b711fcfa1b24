-- A fan leaves a line: the place is over, and what is held unpaid is given back, in one step. The fan's own hold that is
-- on its way waits for the allowance (made here, should this be their first), and then finds the place ended: else it
-- could begin after its seats had been given back, and stand for five minutes under a place nobody has.
CREATE FUNCTION leave_place(p_user uuid, p_concert bigint, p_number bigint) RETURNS jsonb
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
  v_answer jsonb;
BEGIN
  INSERT INTO allowance (concert_id, user_id, seat_limit) SELECT id, p_user, seat_limit FROM concert WHERE id = p_concert
  ON CONFLICT DO NOTHING;
  v_answer := release_holds(p_user, p_concert); -- locks the allowance first
  INSERT INTO ended_place (concert_id, user_id, number, reason, ended_at)
  SELECT id, p_user, p_number, 'LEFT', jari_now() FROM concert WHERE id = p_concert
  ON CONFLICT DO NOTHING;
  RETURN v_answer;
END $$;
