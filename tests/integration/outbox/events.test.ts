import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { publishSoldOut, sweep } from "@/lib/booking";
import { createConcert } from "@/lib/concerts";
import { pool } from "@/lib/core/db";
import { EVENTS } from "@/lib/outbox";
import { toCloudEvent } from "@/lib/outbox/cloud-event";
import { eventsDocument } from "@/lib/outbox/events-doc";
import { pay, refund } from "@/lib/payments";
import { freshKey, holdSeats } from "../../support/booking";
import { makeAdmin, makeConcert, makeFan } from "../../support/fixtures";

const eventsOf = async (key: string) =>
  (
    await pool().query<{ type: string; sequence: string; payload: unknown }>(
      "SELECT type, sequence, payload FROM outbox_event WHERE aggregate_key = $1 ORDER BY sequence",
      [key],
    )
  ).rows;

test("docs/events.md is up to date (npm run docs:events writes it)", () => {
  expect(readFileSync("docs/events.md", "utf8")).toBe(eventsDocument());
});

test("createConcert() publishes concert.published with a payload of its schema", async () => {
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
  const hall = { type: "plain" as const, seats: 4, grades: [{ name: "R", price: 1_000, from: 1, to: 4 }] };
  const { id } = await createConcert(
    {
      name: "Concert",
      host: "Host",
      description: "",
      salesOpenAt: inDays(-1),
      salesCloseAt: inDays(2),
      seatLimit: 4,
      capacity: 10,
      admitPerMinute: 60,
      refundHours: 24,
      demoCrowd: false,
      schedules: [{ startsAt: inDays(3), venue: "Hall", hall }],
    },
    await makeAdmin(),
  );
  const [event] = await eventsOf(`concert:${id}`);
  expect(event?.type).toBe("concert.published");
  expect(EVENTS["concert.published"].safeParse(event?.payload).error).toBeUndefined();
});

test("publishSoldOut() publishes a sold-out date once, and again when it sells out after a refund", async () => {
  const [fan, concert] = await Promise.all([makeFan({ balance: 100_000 }), makeConcert({ seats: 2, price: 1_000 })]);
  const key = `schedule:${concert.scheduleId}`;
  const buy = async (seats: number[], number: number) => {
    const { reservations } = await holdSeats(fan, concert, seats, number);
    const ids = reservations.map(({ id }) => id);
    return (await pay(fan.id, ids, freshKey())).payments;
  };
  await buy([1], 1);
  await publishSoldOut();
  expect(await eventsOf(key)).toEqual([]);
  const [payment] = await buy([2], 2);
  await Promise.all([publishSoldOut(), publishSoldOut()]);
  await publishSoldOut();
  const [event, ...more] = await eventsOf(key);
  expect(more).toEqual([]);
  expect(EVENTS["schedule.sold_out"].parse(event?.payload)).toMatchObject({ concertId: concert.id, seats: 2 });
  await refund(fan.id, payment?.id ?? "", freshKey());
  await publishSoldOut();
  await buy([2], 3);
  await sweep();
  await publishSoldOut();
  expect((await eventsOf(key)).map(({ sequence }) => sequence)).toEqual(["1", "2"]);
});

test("toCloudEvent() maps an event to a CloudEvent 1.0", () => {
  const occurredAt = new Date("2026-12-24T10:00:00.000Z");
  const event = { id: "0198", type: "wallet.charged", aggregateKey: "k", sequence: 3, schemaVersion: 1, occurredAt };
  expect(toCloudEvent({ ...event, payload: { a: 1 } })).toEqual({
    specversion: "1.0",
    id: "0198",
    source: "urn:jari",
    type: "wallet.charged",
    time: "2026-12-24T10:00:00.000Z",
    datacontenttype: "application/json",
    dataschema: "urn:jari:event:wallet.charged:1",
    partitionkey: "k",
    sequence: "3",
    data: { a: 1 },
  });
});
