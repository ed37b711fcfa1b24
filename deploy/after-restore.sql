-- Run once on a database restored to an earlier moment, before the app starts (docs/operations.md):
--   psql --single-transaction -v ON_ERROR_STOP=1 -f deploy/after-restore.sql "$DATABASE_URL"
-- Ids and queue numbers issued between the backup and the loss may be known outside, from events and tokens. None of them
-- is issued again.

DO $$
DECLARE
  v_sequence record;
BEGIN
  FOR v_sequence IN SELECT format('%I.%I', schemaname, sequencename) AS name, coalesce(last_value, 0) AS last
    FROM pg_sequences WHERE schemaname = current_schema()
  LOOP
    PERFORM setval(v_sequence.name, v_sequence.last + 1000000);
  END LOOP;
END $$;

UPDATE queue_block SET reserved_to = reserved_to + 1000000;
