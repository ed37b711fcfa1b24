-- Called by processes of the version before this one while an upgrade rolls out (iso_utc). Delete with the next release.
CREATE OR REPLACE FUNCTION iso(p_at timestamptz) RETURNS text LANGUAGE sql STABLE
RETURN iso_utc(p_at);
