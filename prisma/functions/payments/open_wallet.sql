-- Trigger of users: every user has a wallet from the first moment.
CREATE OR REPLACE FUNCTION open_wallet() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO wallet (user_id) VALUES (NEW.id);
  RETURN NULL;
END $$;
