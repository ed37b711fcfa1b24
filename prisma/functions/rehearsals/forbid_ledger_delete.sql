-- Trigger of ledger_entry: nothing leaves the ledger but what the fans of a rehearsal did.
CREATE OR REPLACE FUNCTION forbid_ledger_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM users WHERE id = OLD.user_id AND rehearsal) THEN RETURN OLD; END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
