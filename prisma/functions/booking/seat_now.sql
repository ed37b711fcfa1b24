-- Seats as they count at this moment: one whose hold has lapsed is AVAILABLE and has no holder. The one place where reads
-- decide that; what changes seats decides under its locks (seat_is_unavailable).
-- `version` is the seat's own plus one for a lapse. A write adds two, so the sum over a hall also grows when a lapsed seat
-- is taken over. The clock is read in a subquery of its own, once a statement and not once a seat.
CREATE OR REPLACE VIEW seat_now AS
SELECT s.id, s.schedule_id, s.number, s.grade, s.price,
  CASE WHEN lapse.is_lapsed THEN 'AVAILABLE' ELSE s.status END AS status,
  CASE WHEN NOT lapse.is_lapsed THEN s.holder_id END AS holder_id,
  s.version + lapse.is_lapsed::int AS version
FROM (SELECT jari_now() AS now) moment, seat s,
  LATERAL (SELECT coalesce(s.hold_expires_at <= moment.now, false) AS is_lapsed) lapse;
