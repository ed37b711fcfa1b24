-- Trigger of concert: counts changes of the queue settings. The queue keeps the settings with the highest version, so a
-- process that read them earlier cannot bring the old ones back.
CREATE OR REPLACE FUNCTION increment_line_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.line_version := OLD.line_version + 1;
  RETURN NEW;
END $$;
