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

const relay = () => drainOnce([queueSink(endPlace)]);

/** A fan who is let in and holds two seats. */
async function admitted() {
  const [fan, concert] = await Promise.all([makeFan({ balance: 1_000_000 }), makeConcert()]);
  const line = testQueue({ concertId: concert.id, capacity: 1 });
  const { ticket } = await join(line, fan.id);
  const { reservations } = await holdSeats(fan, concert, [1, 2], ticket.number);
  return { fan, concert, line, place: placeOf(line, fan.id, ticket.number), ids: reservations.map(({ id }) => id) };
}

/** Everything already told of the concert goes out again, as after a crash between a delivery and its note. */
const forgetDeliveries = (concert: TestConcert) =>
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

test("a process killed right after its commit leaves nothing behind: the outbox ends the turn, and the next is let in", async () => {
  const { fan, concert, line, place, ids } = await admitted();
  const next = await makeFan();
  const waiting = await join(line, next.id);
  await payAndDie(fan, ids);
  expect((await reservationRows(concert)).map(({ status }) => status)).toEqual(["RESERVED", "RESERVED"]);
  expect((await poll(place)).status).toBe("ACTIVE");
  await relay();
  expect((await poll(place)).status).toBe("EXPIRED");
  expect((await poll(placeOf(line, next.id, waiting.ticket.number))).status).toBe("ACTIVE");
});

test("a hold that runs out ends the turn, by the sweep's event", async () => {
  const { place } = await admitted();
  await movePostgresClock(301_000);
  await sweep();
  await relay();
  expect((await poll(place)).status).toBe("EXPIRED");
});

test("a redelivery never touches a newer place of the same fan", async () => {
  const { fan, concert, line, place, ids } = await admitted();
  await pay(fan.id, ids, freshKey());
  await relay();
  const again = await join(line, fan.id);
  const newer = placeOf(line, fan.id, again.ticket.number);
  expect(newer.number).toBeGreaterThan(place.number);
  await forgetDeliveries(concert);
  const { delivered } = await relay();
  expect(delivered).toBeGreaterThanOrEqual(2);
  expect((await poll(newer)).status).toBe("ACTIVE");
});
