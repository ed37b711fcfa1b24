import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { expect, test } from "vitest";
import { sweep } from "@/lib/booking";
import { pool } from "@/lib/core/db";
import { drainOnce, queueSink } from "@/lib/outbox";
import { pay } from "@/lib/payments";
import { endPlace, join, poll } from "@/lib/queue";
import { freshKey, holdSeats, reservationRows } from "../../support/booking";
import { movePostgresClock } from "../../support/clock";
import { makeConcert, makeFan, type TestConcert, type TestUser } from "../../support/fixtures";
import { placeOf, testQueue } from "../../support/queue";

const drainToQueue = () => drainOnce([queueSink(endPlace)]);

/** An active fan who holds two seats. */
async function activeFan() {
  const [fan, concert] = await Promise.all([makeFan({ balance: 1_000_000 }), makeConcert()]);
  const queue = testQueue({ concertId: concert.id, capacity: 1 });
  const { ticket } = await join(queue, fan.id);
  const { reservations } = await holdSeats(fan, concert, [1, 2], ticket.number);
  return { fan, concert, queue, place: placeOf(queue, fan.id, ticket.number), ids: reservations.map(({ id }) => id) };
}

/** Makes every event of the concert due again, as after a crash between a delivery and its acknowledgement. */
const undeliver = (concert: TestConcert) =>
  pool().query(
    `UPDATE outbox_delivery SET delivered_at = NULL, due_at = jari_now() FROM outbox_event e
     WHERE e.id = event_id AND e.payload->>'concertId' = $1`,
    [concert.id],
  );

async function payAndDie(fan: TestUser, ids: string[]): Promise<void> {
  const script = path.resolve("tests/support/pay-and-die.ts");
  const child = spawn(process.execPath, ["--import", "tsx", script, fan.id, ...ids], { stdio: "inherit" });
  expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);
}

test("queueSink() ends the place of a payment whose process was killed after its commit, and the next fan is admitted", async () => {
  const { fan, concert, queue, place, ids } = await activeFan();
  const next = await makeFan();
  const waiting = await join(queue, next.id);
  await payAndDie(fan, ids);
  expect((await reservationRows(concert)).map(({ status }) => status)).toEqual(["RESERVED", "RESERVED"]);
  expect((await poll(place)).status).toBe("ACTIVE");
  await drainToQueue();
  expect((await poll(place)).status).toBe("EXPIRED");
  expect((await poll(placeOf(queue, next.id, waiting.ticket.number))).status).toBe("ACTIVE");
});

test("queueSink() ends the place of an expired hold by the event of the sweep", async () => {
  const { place } = await activeFan();
  await movePostgresClock(301_000);
  await sweep();
  await drainToQueue();
  expect((await poll(place)).status).toBe("EXPIRED");
});

test("queueSink() never ends a newer place of the same fan when an event is delivered again", async () => {
  const { fan, concert, queue, place, ids } = await activeFan();
  await pay(fan.id, ids, freshKey());
  await drainToQueue();
  const again = await join(queue, fan.id);
  const newer = placeOf(queue, fan.id, again.ticket.number);
  expect(newer.number).toBeGreaterThan(place.number);
  await undeliver(concert);
  const { delivered } = await drainToQueue();
  expect(delivered).toBeGreaterThanOrEqual(2);
  expect((await poll(newer)).status).toBe("ACTIVE");
});
