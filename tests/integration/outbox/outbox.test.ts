import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { release, sweep } from "@/lib/booking";
import { pool } from "@/lib/core/db";
import { drainOnce, EVENTS, type EventType, type OutboxEvent, queueSink, type Sink } from "@/lib/outbox";
import { backoffMs } from "@/lib/outbox/relay";
import { pay, refund } from "@/lib/payments";
import { charge } from "@/lib/payments/wallet";
import { eventsOf, freshKey, holdSeats } from "../../support/booking";
import { movePostgresClock } from "../../support/clock";
import { makeConcert, makeFan } from "../../support/fixtures";

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** A sink that records the events of one aggregate, and fails those for which `fail` is true. */
function recordingSink(key: string, fail: (event: OutboxEvent) => boolean = () => false) {
  const received: OutboxEvent[] = [];
  const sink: Sink = {
    name: `test-${randomUUID()}`,
    types: "all",
    async deliver(event) {
      if (event.aggregateKey !== key) return;
      if (fail(event)) throw new Error("not today");
      received.push(event);
    },
  };
  return { sink, received, numbers: () => received.map(({ sequence }) => sequence) };
}

const appendEvents = (key: string, ...numbers: number[]) =>
  Promise.all(numbers.map((fact) => pool().query("SELECT append_event('wallet.charged', $1, $2)", [key, { fact }])));

const makeDue = (sink: Sink) =>
  pool().query("UPDATE outbox_delivery SET due_at = jari_now() WHERE sink = $1 AND delivered_at IS NULL", [sink.name]);

describe("append_event()", () => {
  test("leaves no event when its transaction rolls back", async () => {
    const client = await pool().connect();
    const key = randomUUID();
    try {
      await client.query("BEGIN");
      await client.query("SELECT append_event('wallet.charged', $1, '{}')", [key]);
      await client.query("ROLLBACK");
    } finally {
      client.release();
    }
    const { rows } = await pool().query("SELECT 1 FROM outbox_event WHERE aggregate_key = $1", [key]);
    expect(rows).toEqual([]);
  });

  test("numbers the events of an aggregate without gap or repeat, also when they are written at once", async () => {
    const key = randomUUID();
    await appendEvents(key, ...Array.from({ length: 20 }, (_, i) => i));
    const { rows } = await pool().query(
      "SELECT id, sequence::int FROM outbox_event WHERE aggregate_key = $1 ORDER BY sequence",
      [key],
    );
    expect(rows.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    for (const { id } of rows) expect(id).toMatch(UUID_V7);
  });

  test("gives ids of UUID version 7, which carry the time", async () => {
    const before = Date.now();
    const { rows } = await pool().query<{ id: string }>("SELECT jari_uuid_v7() AS id FROM generate_series(1, 100)");
    const ids = rows.map(({ id }) => id);
    for (const id of ids) expect(id).toMatch(UUID_V7);
    const at = Number.parseInt(String(ids[0]).replaceAll("-", "").slice(0, 12), 16);
    expect(Math.abs(at - before)).toBeLessThan(5_000);
    expect(new Set(ids).size).toBe(100);
  });

  test("gets a payload of its type's schema from every SQL function that writes events", async () => {
    const [fan, concert] = await Promise.all([makeFan(), makeConcert({ price: 1_000, seatLimit: 9 })]);
    await charge(fan.id, 10_000, freshKey());
    const sold = await holdSeats(fan, concert, [1, 2, 3]);
    const [first, second, third] = sold.reservations.map(({ id }) => id);
    await release(fan.id, third ?? "");
    const { payments } = await pay(fan.id, [first ?? "", second ?? ""], freshKey());
    await refund(fan.id, payments[0]?.id ?? "", freshKey());
    await holdSeats(fan, concert, [4], 2);
    await movePostgresClock(301_000);
    await sweep();
    const { rows: charged } = await pool().query("SELECT type, payload FROM outbox_event WHERE aggregate_key = $1", [
      fan.id,
    ]);
    const events = [...(await eventsOf(concert)), ...charged];
    for (const { type, payload } of events) {
      expect(Object.hasOwn(EVENTS, type)).toBe(true);
      expect(EVENTS[type as EventType].safeParse(payload).error).toBeUndefined();
    }
    expect(new Set(events.map(({ type }) => type))).toEqual(
      new Set(["hold.released", "payment.completed", "payment.canceled", "hold.expired", "wallet.charged"]),
    );
  });
});

describe("drainOnce()", () => {
  test("delivers every event once to each sink, in order within its aggregate", async () => {
    const key = randomUUID();
    const [one, other] = [recordingSink(key), recordingSink(key)];
    await appendEvents(key, 1, 2, 3, 4, 5);
    await drainOnce([one.sink, other.sink]);
    await drainOnce([one.sink, other.sink]);
    expect(one.numbers()).toEqual([1, 2, 3, 4, 5]);
    expect(other.numbers()).toEqual([1, 2, 3, 4, 5]);
    expect(one.received[0]).toEqual({
      id: expect.any(String),
      type: "wallet.charged",
      aggregateKey: key,
      sequence: 1,
      schemaVersion: 1,
      occurredAt: expect.any(Date),
      payload: { fact: expect.any(Number) },
    });
  });

  test("delivers to a sink only the event types it wants", async () => {
    const key = randomUUID();
    const { sink, received } = recordingSink(key);
    await appendEvents(key, 1);
    await pool().query("SELECT append_event('hold.expired', $1, '{}')", [key]);
    await drainOnce([{ ...sink, types: ["hold.expired", "hold.released"] }]);
    expect(received.map(({ type }) => type)).toEqual(["hold.expired"]);
  });

  test("holds back the later events of an aggregate whose delivery failed, and delivers other aggregates", async () => {
    const [stuck, free] = [randomUUID(), randomUUID()];
    let broken = true;
    const blocked = recordingSink(stuck, ({ sequence }) => broken && sequence === 2);
    const passing = recordingSink(free);
    const sink: Sink = {
      ...blocked.sink,
      deliver: async (event) => {
        await blocked.sink.deliver(event);
        await passing.sink.deliver(event);
      },
    };
    await appendEvents(stuck, 1, 2, 3);
    await appendEvents(free, 1, 2, 3);
    const { failed } = await drainOnce([sink]);
    expect(failed).toBe(1);
    expect([blocked.numbers(), passing.numbers()]).toEqual([[1], [1, 2, 3]]);
    await drainOnce([sink]); // backed off: not due yet
    expect(blocked.numbers()).toEqual([1]);
    const { rows } = await pool().query(
      "SELECT attempts, last_error FROM outbox_delivery WHERE sink = $1 AND delivered_at IS NULL AND attempts > 0",
      [sink.name],
    );
    expect(rows).toEqual([{ attempts: 1, last_error: "not today" }]);
    broken = false;
    await makeDue(sink);
    await drainOnce([sink]);
    expect(blocked.numbers()).toEqual([1, 2, 3]);
  });

  test("delivers to one sink although another fails", async () => {
    const key = randomUUID();
    const [dead, alive] = [recordingSink(key, () => true), recordingSink(key)];
    await appendEvents(key, 1, 2);
    await drainOnce([dead.sink, alive.sink]);
    expect([dead.numbers(), alive.numbers()]).toEqual([[], [1, 2]]);
  });

  test("delivers nothing twice and nothing out of order when it runs three times at once", async () => {
    const keys = Array.from({ length: 30 }, () => randomUUID());
    const received = new Map<string, number[]>(keys.map((key) => [key, []]));
    const sink: Sink = {
      name: `test-${randomUUID()}`,
      types: "all",
      deliver: async ({ aggregateKey, sequence }) => void received.get(aggregateKey)?.push(sequence),
    };
    await Promise.all(keys.map((key) => appendEvents(key, 1, 2, 3, 4)));
    await Promise.all([drainOnce([sink]), drainOnce([sink]), drainOnce([sink])]);
    await drainOnce([sink]);
    for (const numbers of received.values()) expect(numbers).toEqual([1, 2, 3, 4]);
  });

  test("delivers the claimed events of a relay that died when its lease of 30 s is over", async () => {
    const key = randomUUID();
    const { sink, numbers } = recordingSink(key);
    await appendEvents(key, 1, 2);
    let dying = true;
    let reached: () => void = () => {};
    const claimed = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const dead: Sink = {
      ...sink,
      deliver: (event) => {
        if (!dying || event.aggregateKey !== key) return sink.deliver(event);
        reached();
        return new Promise(() => {}); // like a killed process
      },
    };
    void drainOnce([dead]);
    await claimed;
    dying = false;
    await drainOnce([sink]);
    expect(numbers()).toEqual([]);
    await movePostgresClock(31_000);
    await drainOnce([sink]);
    expect(numbers()).toEqual([1, 2]);
  });

  test("doubles the wait after each failure from 1 s to 10 min, with jitter", () => {
    expect([1, 2, 3, 10, 11, 30].map((attempt) => backoffMs(attempt, 1))).toEqual([
      1_000, 2_000, 4_000, 512_000, 600_000, 600_000,
    ]);
    expect(backoffMs(3, 0)).toBe(2_000);
    expect(backoffMs(3)).not.toBe(backoffMs(3));
  });
});

describe("queueSink()", () => {
  test("ends the places of paid and expired holds without a call after their commits", async () => {
    const [fan, late, concert] = await Promise.all([makeFan({ balance: 100_000 }), makeFan(), makeConcert()]);
    const { reservations } = await holdSeats(fan, concert, [1, 2], 3);
    await pay(
      fan.id,
      reservations.map(({ id }) => id),
      freshKey(),
    );
    await holdSeats(late, concert, [3], 4);
    await movePostgresClock(301_000);
    await sweep();
    const ended: { concertId: string; number: number }[] = [];
    const sink = queueSink(async (place) => ended.push(place));
    await drainOnce([{ ...sink, name: `test-${randomUUID()}` }]);
    expect(ended.filter(({ concertId }) => concertId === concert.id)).toEqual([
      { concertId: concert.id, userId: fan.id, number: 3 },
      { concertId: concert.id, userId: late.id, number: 4 },
    ]);
  });

  test("ends no place when a fan changes seats", async () => {
    const [fan, concert] = await Promise.all([makeFan(), makeConcert()]);
    await holdSeats(fan, concert, [1, 2]);
    await holdSeats(fan, concert, [2, 3]);
    const ended: { concertId: string }[] = [];
    await drainOnce([{ ...queueSink(async (place) => ended.push(place)), name: `test-${randomUUID()}` }]);
    expect(ended.filter(({ concertId }) => concertId === concert.id)).toEqual([]);
    expect((await eventsOf(concert)).map(({ type }) => type)).toEqual(["hold.released"]);
  });
});
