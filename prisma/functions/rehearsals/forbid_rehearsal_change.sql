-- Trigger of users and concert: otherwise a change of the mark would open the ledger, or the programme.
CREATE OR REPLACE FUNCTION forbid_rehearsal_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what is of a rehearsal stays so' USING ERRCODE = 'restrict_violation';
END $$;
