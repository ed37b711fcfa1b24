-- The clock that decides holds. Production never changes it; tests replace this function to move time.
CREATE OR REPLACE FUNCTION jari_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT clock_timestamp()';
