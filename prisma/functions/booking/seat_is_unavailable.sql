-- Whether somebody else has this seat: sold, or held and not lapsed. The caller gives the time it read after its locks.
CREATE OR REPLACE FUNCTION seat_is_unavailable(p_seat seat, p_user uuid, p_now timestamptz) RETURNS boolean LANGUAGE sql IMMUTABLE
RETURN p_seat.status = 'RESERVED'
  OR (p_seat.status = 'TEMPORARY' AND p_seat.hold_expires_at > p_now AND p_seat.holder_id <> p_user);
