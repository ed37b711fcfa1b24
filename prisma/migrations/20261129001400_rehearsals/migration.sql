-- A rehearsal sells a copy of a concert to fans of its own. The copy goes when it is over, with all that they did; they stay
-- for the next one, because deleting a user looks through every table that names users.
ALTER TABLE "concert" ADD COLUMN "rehearsal_of_id" BIGINT;
ALTER TABLE "concert" ADD CONSTRAINT "concert_rehearsal_of_id_fkey" FOREIGN KEY ("rehearsal_of_id") REFERENCES "concert"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "concert" ADD CONSTRAINT "concert_not_its_own_copy" CHECK (rehearsal_of_id <> id);
CREATE INDEX concert_rehearsals ON "concert" (rehearsal_of_id) WHERE rehearsal_of_id IS NOT NULL;
ALTER TABLE "users" ADD COLUMN "rehearsal" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "users" ADD CONSTRAINT "users_of_rehearsals_are_fans" CHECK (NOT rehearsal OR role = 'FAN');
CREATE INDEX users_of_rehearsals ON "users" (id) WHERE rehearsal;

CREATE TYPE "rehearsal_status" AS ENUM ('REQUESTED', 'RUNNING', 'DONE', 'FAILED');
CREATE TABLE "rehearsal" (
    "id" BIGSERIAL NOT NULL,
    "concert_id" BIGINT NOT NULL,
    "copy_id" BIGINT,
    "status" "rehearsal_status" NOT NULL DEFAULT 'REQUESTED',
    "fans" INTEGER NOT NULL,
    "seats" INTEGER NOT NULL,
    "requested_by_id" UUID,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "beat_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "progress" JSONB,
    "verdict" JSONB,
    "error" TEXT,

    CONSTRAINT "rehearsal_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "rehearsal_concert_id_id_idx" ON "rehearsal"("concert_id", "id" DESC);
ALTER TABLE "rehearsal" ADD CONSTRAINT "rehearsal_concert_id_fkey" FOREIGN KEY ("concert_id") REFERENCES "concert"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "rehearsal" ADD CONSTRAINT "rehearsal_requested_by_id_fkey" FOREIGN KEY ("requested_by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "rehearsal" ADD CONSTRAINT "rehearsal_bounds" CHECK (fans BETWEEN 1 AND 50000 AND seats BETWEEN 1 AND 20000);
ALTER TABLE "rehearsal" ADD CONSTRAINT "rehearsal_state_whole" CHECK ((status IN ('DONE', 'FAILED')) = (finished_at IS NOT NULL) AND (status = 'DONE') = (verdict IS NOT NULL));
-- Two at once would measure each other.
CREATE UNIQUE INDEX rehearsal_one_at_a_time ON "rehearsal" ((true)) WHERE status IN ('REQUESTED', 'RUNNING');

-- The bodies of these three are in prisma/functions; a trigger needs the name before they are applied.
CREATE FUNCTION forbid_ledger_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not yet'; END $$;
CREATE FUNCTION forbid_rehearsal_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not yet'; END $$;
CREATE FUNCTION keep_rehearsals_apart() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;

-- A ledger that only grows, except for the fans of rehearsals.
DROP TRIGGER ledger_entry_append_only ON ledger_entry;
CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR TRUNCATE ON ledger_entry EXECUTE FUNCTION forbid_mutation();
CREATE TRIGGER ledger_entry_kept BEFORE DELETE ON ledger_entry FOR EACH ROW EXECUTE FUNCTION forbid_ledger_delete();

-- Fans of rehearsals hold seats of copies alone, and nobody else does.
CREATE TRIGGER allowance_keep_rehearsals_apart AFTER INSERT ON allowance FOR EACH ROW EXECUTE FUNCTION keep_rehearsals_apart();

-- A rehearsal is of one concert for good, and so are its fans.
CREATE TRIGGER users_stay_of_rehearsal BEFORE UPDATE OF rehearsal ON users FOR EACH ROW
  WHEN (OLD.rehearsal <> NEW.rehearsal) EXECUTE FUNCTION forbid_rehearsal_change();
CREATE TRIGGER concert_stays_of_rehearsal BEFORE UPDATE OF rehearsal_of_id ON concert FOR EACH ROW
  WHEN (OLD.rehearsal_of_id IS DISTINCT FROM NEW.rehearsal_of_id) EXECUTE FUNCTION forbid_rehearsal_change();
