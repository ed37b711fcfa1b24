-- The numbers of those of these seats that somebody else has at this moment; NULL when all can be had.
CREATE OR REPLACE FUNCTION unavailable_seats(p_seats bigint[], p_user uuid) RETURNS int[] LANGUAGE sql VOLATILE AS $$
  SELECT array_agg(s.number ORDER BY s.number) FROM seat s
  WHERE s.id = ANY (p_seats) AND seat_is_unavailable(s, p_user, jari_now())
$$;
