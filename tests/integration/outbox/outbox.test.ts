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

/** A sink of this test's own that remembers what it was given of one aggregate, and may fail. */
function listener(key: string, fail: (event: OutboxEvent) => boolean = () => false) {
  const heard: OutboxEvent[] = [];
  const sink: Sink = {
    name: `test-${randomUUID()}`,
    types: "all",
    async deliver(event) {
      if (event.aggregateKey !== key) return;
      if (fail(event)) throw new Error("not today");
      heard.push(event);
    },
  };
  return { sink, heard, numbers: () => heard.map(({ sequence }) => sequence) };
}

const tell = (key: string, ...facts: number[]) =>
  Promise.all(facts.map((fact) => pool().query("SELECT append_event('wallet.charged', $1, $2)", [key, { fact }])));

const dueAgain = (sink: Sink) =>
  pool().query("UPDATE outbox_delivery SET due_at = jari_now() WHERE sink = $1 AND delivered_at IS NULL", [sink.name]);

describe("a fact", () => {
  test("is written with the work it tells of, or not at all", async () => {
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

  test("is numbered within its aggregate, without gap or repeat, also when told at the same moment", async () => {
    const key = randomUUID();
    await tell(key, ...Array.from({ length: 20 }, (_, i) => i));
    const { rows } = await pool().query(
      "SELECT id, sequence::int FROM outbox_event WHERE aggregate_key = $1 ORDER BY sequence",
      [key],
    );
    expect(rows.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    for (const { id } of rows) expect(id).toMatch(UUID_V7);
  });

  test("has an id that carries its time: version 7", async () => {
    const before = Date.now();
    const { rows } = await pool().query<{ id: string }>("SELECT jari_uuid_v7() AS id FROM generate_series(1, 100)");
    const ids = rows.map(({ id }) => id);
    for (const id of ids) expect(id).toMatch(UUID_V7);
    const at = Number.parseInt(String(ids[0]).replaceAll("-", "").slice(0, 12), 16);
    expect(Math.abs(at - before)).toBeLessThan(5_000);
    expect(new Set(ids).size).toBe(100);
  });

  test("fits the schema of its type, whichever verb told it", async () => {
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
    const told = [...(await eventsOf(concert)), ...charged];
    for (const { type, payload } of told) {
      expect(Object.hasOwn(EVENTS, type)).toBe(true);
      expect(EVENTS[type as EventType].safeParse(payload).error).toBeUndefined();
    }
    expect(new Set(told.map(({ type }) => type))).toEqual(
      new Set(["hold.released", "payment.completed", "payment.canceled", "hold.expired", "wallet.charged"]),
    );
  });
});

describe("the relay", () => {
  test("delivers every fact once to each sink, in order within its aggregate", async () => {
    const key = randomUUID();
    const [one, other] = [listener(key), listener(key)];
    await tell(key, 1, 2, 3, 4, 5);
    await drainOnce([one.sink, other.sink]);
    await drainOnce([one.sink, other.sink]);
    expect(one.numbers()).toEqual([1, 2, 3, 4, 5]);
    expect(other.numbers()).toEqual([1, 2, 3, 4, 5]);
    expect(one.heard[0]).toEqual({
      id: expect.any(String),
      type: "wallet.charged",
      aggregateKey: key,
      sequence: 1,
      schemaVersion: 1,
      occurredAt: expect.any(Date),
      payload: { fact: expect.any(Number) },
    });
  });

  test("gives a sink the types it asks for", async () => {
    const key = randomUUID();
    const { sink, heard } = listener(key);
    await tell(key, 1);
    await pool().query("SELECT append_event('hold.expired', $1, '{}')", [key]);
    await drainOnce([{ ...sink, types: ["hold.expired", "hold.released"] }]);
    expect(heard.map(({ type }) => type)).toEqual(["hold.expired"]);
  });

  test("keeps the order of an aggregate when a delivery fails: its later facts wait, others go on", async () => {
    const [stuck, free] = [randomUUID(), randomUUID()];
    let broken = true;
    const blocked = listener(stuck, ({ sequence }) => broken && sequence === 2);
    const passing = listener(free);
    const sink: Sink = {
      ...blocked.sink,
      deliver: async (event) => {
        await blocked.sink.deliver(event);
        await passing.sink.deliver(event);
      },
    };
    await tell(stuck, 1, 2, 3);
    await tell(free, 1, 2, 3);
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
    await dueAgain(sink);
    await drainOnce([sink]);
    expect(blocked.numbers()).toEqual([1, 2, 3]);
  });

  test("does not hold one sink back for another that fails", async () => {
    const key = randomUUID();
    const [dead, alive] = [listener(key, () => true), listener(key)];
    await tell(key, 1, 2);
    await drainOnce([dead.sink, alive.sink]);
    expect([dead.numbers(), alive.numbers()]).toEqual([[], [1, 2]]);
  });

  test("may run several times at once: nothing twice, nothing out of order", async () => {
    const keys = Array.from({ length: 30 }, () => randomUUID());
    const heard = new Map<string, number[]>(keys.map((key) => [key, []]));
    const sink: Sink = {
      name: `test-${randomUUID()}`,
      types: "all",
      deliver: async ({ aggregateKey, sequence }) => void heard.get(aggregateKey)?.push(sequence),
    };
    await Promise.all(keys.map((key) => tell(key, 1, 2, 3, 4)));
    await Promise.all([drainOnce([sink]), drainOnce([sink]), drainOnce([sink])]);
    await drainOnce([sink]);
    for (const numbers of heard.values()) expect(numbers).toEqual([1, 2, 3, 4]);
  });

  test("that dies with an event in hand delays it by its lease, and no more", async () => {
    const key = randomUUID();
    const { sink, numbers } = listener(key);
    await tell(key, 1, 2);
    let dying = true;
    let reached: () => void = () => {};
    const inHand = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const dead: Sink = {
      ...sink,
      deliver: (event) => {
        if (!dying || event.aggregateKey !== key) return sink.deliver(event);
        reached();
        return new Promise(() => {}); // never comes back, as a killed process does not
      },
    };
    void drainOnce([dead]);
    await inHand;
    dying = false;
    await drainOnce([sink]);
    expect(numbers()).toEqual([]);
    await movePostgresClock(31_000);
    await drainOnce([sink]);
    expect(numbers()).toEqual([1, 2]);
  });

  test("waits longer after every failure, from a second to ten minutes, never twice the same", () => {
    expect([1, 2, 3, 10, 11, 30].map((attempt) => backoffMs(attempt, 1))).toEqual([
      1_000, 2_000, 4_000, 512_000, 600_000, 600_000,
    ]);
    expect(backoffMs(3, 0)).toBe(2_000);
    expect(backoffMs(3)).not.toBe(backoffMs(3));
  });
});

describe("the line", () => {
  test("hears of a turn that is over although the process that ended it died right after its commit", async () => {
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
    const over: { concertId: string; number: number }[] = [];
    const line = queueSink(async (place) => over.push(place));
    await drainOnce([{ ...line, name: `test-${randomUUID()}` }]); // nobody told the line after commit: the outbox does
    expect(over.filter(({ concertId }) => concertId === concert.id)).toEqual([
      { concertId: concert.id, userId: fan.id, number: 3 },
      { concertId: concert.id, userId: late.id, number: 4 },
    ]);
  });

  test("hears nothing of a seat given back while the turn goes on", async () => {
    const [fan, concert] = await Promise.all([makeFan(), makeConcert()]);
    await holdSeats(fan, concert, [1, 2]);
    await holdSeats(fan, concert, [2, 3]);
    const over: { concertId: string }[] = [];
    await drainOnce([{ ...queueSink(async (place) => over.push(place)), name: `test-${randomUUID()}` }]);
    expect(over.filter(({ concertId }) => concertId === concert.id)).toEqual([]);
    expect((await eventsOf(concert)).map(({ type }) => type)).toEqual(["hold.released"]);
  });
});
