-- Sessions that a user can see and end. A token counts by its signature: a session without a row is valid.
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "device" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "session_user_id_idx" ON "session"("user_id");
CREATE INDEX "session_expires_at_idx" ON "session"("expires_at");
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Sessions that began before are over: "sign out everywhere".
ALTER TABLE "users" ADD COLUMN "sessions_valid_after" TIMESTAMPTZ(3);

-- Every process reads what has changed since its last look. Transactions become visible in another order than they begin,
-- so it reads again from the oldest one that was still running then.
ALTER TABLE "ended_session" ADD COLUMN "changed_in" xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX "ended_session_changed_in_idx" ON "ended_session"("changed_in");

CREATE TABLE "changed_user" (
    "id" UUID NOT NULL,
    "changed_in" xid8 NOT NULL DEFAULT pg_current_xact_id(),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "changed_user_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "changed_user_changed_in_idx" ON "changed_user"("changed_in");
CREATE INDEX "changed_user_expires_at_idx" ON "changed_user"("expires_at");

-- Its body is in prisma/functions; a trigger needs its name before that is applied.
CREATE FUNCTION record_user_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE TRIGGER users_record_change AFTER UPDATE OF role, sessions_valid_after OR DELETE ON users
  FOR EACH ROW EXECUTE FUNCTION record_user_change();
