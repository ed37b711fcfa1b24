-- ISO 8601 in UTC, as JavaScript's toISOString() writes it, whatever the session's time zone is.
CREATE OR REPLACE FUNCTION iso_utc(p_at timestamptz) RETURNS text LANGUAGE sql STABLE
RETURN to_char(p_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
