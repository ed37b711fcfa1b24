-- How often the settings of a concert's line have changed, so that the line never goes back to older ones: whoever tells
-- it settings also says which version they are, and it keeps the highest. Counted here, whoever changes them and how.
ALTER TABLE "concert" ADD COLUMN "line_version" INTEGER NOT NULL DEFAULT 1;

CREATE FUNCTION count_line_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.line_version := OLD.line_version + 1;
  RETURN NEW;
END $$;
CREATE TRIGGER concert_line_version BEFORE UPDATE ON concert FOR EACH ROW
  WHEN ((OLD.capacity, OLD.admit_per_minute, OLD.queue_paused, OLD.sales_open_at, OLD.sales_close_at, OLD.line_version)
    IS DISTINCT FROM (NEW.capacity, NEW.admit_per_minute, NEW.queue_paused, NEW.sales_open_at, NEW.sales_close_at, NEW.line_version))
  EXECUTE FUNCTION count_line_version();
