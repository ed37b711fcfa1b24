-- AlterTable
ALTER TABLE "outbox_delivery" ADD COLUMN     "parked_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "schedule" ADD COLUMN     "sold_out_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "webhook_endpoint" (
    "id" BIGSERIAL NOT NULL,
    "url" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "types" TEXT[],
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_endpoint_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_attempt" (
    "id" BIGSERIAL NOT NULL,
    "endpoint_id" BIGINT NOT NULL,
    "event_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "status" INTEGER,
    "error" TEXT,
    "took_ms" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "webhook_attempt_endpoint_id_id_idx" ON "webhook_attempt"("endpoint_id", "id" DESC);

-- AddForeignKey
ALTER TABLE "webhook_attempt" ADD CONSTRAINT "webhook_attempt_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "webhook_endpoint"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE webhook_endpoint ALTER COLUMN types SET NOT NULL;

-- What is due: a parked delivery waits for a person.
DROP INDEX outbox_delivery_due;
CREATE INDEX outbox_delivery_due ON outbox_delivery (sink, due_at) WHERE delivered_at IS NULL AND parked_at IS NULL;
CREATE INDEX outbox_delivery_parked ON outbox_delivery (sink, event_id) WHERE parked_at IS NOT NULL;

-- Tells of each date whose last seat was paid for since the last look, once; a refund opens it again, and the next
-- time counts anew. Looked at from outside: two payments of the last two seats do not see each other, and the hot path
-- is spared the count. Dates somebody is editing are left to the next look.
CREATE FUNCTION tell_sold_out() RETURNS int
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_date record;
  v_told int := 0;
BEGIN
  FOR v_date IN
    SELECT d.id, d.concert_id, d.starts_at, d.venue, d.sold_out_at IS NULL AS sold_out, c.name
    FROM schedule d JOIN concert c ON c.id = d.concert_id
    WHERE d.starts_at > jari_now() AND (d.sold_out_at IS NULL) = (
      NOT EXISTS (SELECT 1 FROM seat s WHERE s.schedule_id = d.id AND s.status <> 'RESERVED')
      AND EXISTS (SELECT 1 FROM seat s WHERE s.schedule_id = d.id))
    ORDER BY d.id FOR NO KEY UPDATE OF d SKIP LOCKED
  LOOP
    UPDATE schedule SET sold_out_at = CASE WHEN v_date.sold_out THEN jari_now() END WHERE id = v_date.id;
    CONTINUE WHEN NOT v_date.sold_out;
    PERFORM append_event('schedule.sold_out', 'schedule:' || v_date.id, jsonb_build_object(
      'scheduleId', v_date.id::text, 'concertId', v_date.concert_id::text, 'concertName', v_date.name,
      'concertDate', iso(v_date.starts_at), 'venue', v_date.venue,
      'seats', (SELECT count(*) FROM seat s WHERE s.schedule_id = v_date.id)));
    v_told := v_told + 1;
  END LOOP;
  RETURN v_told;
END $$;
