-- What an organiser asks of fans against hoarding and bots. A cool-down of 0 seconds is none.
ALTER TABLE "concert"
  ADD COLUMN "hold_cooldown_seconds" INTEGER NOT NULL DEFAULT 600,
  ADD COLUMN "requires_balance" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "requires_verified_email" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "concert" ADD CONSTRAINT "concert_cooldown" CHECK (hold_cooldown_seconds BETWEEN 0 AND 86400);

ALTER TABLE "users" ADD COLUMN "email_verified_at" TIMESTAMPTZ(3);
