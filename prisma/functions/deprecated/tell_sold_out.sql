-- Called by processes of the version before this one while an upgrade rolls out (publish_sold_out). Delete with the next release.
CREATE OR REPLACE FUNCTION tell_sold_out() RETURNS int LANGUAGE sql VOLATILE AS 'SELECT publish_sold_out()';
