import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { pool } from "@/lib/core/db";
import { drainOnce, type OutboxEvent, type Sink } from "@/lib/outbox";
import { MAX_ATTEMPTS } from "@/lib/outbox/relay";
import { deleteOldEvents } from "@/lib/outbox/retention";
import { scheduleDrain } from "@/lib/outbox/schedule-drain";
import { DeliveryError } from "@/lib/outbox/sink";
import { redeliver, sinkStats } from "@/lib/outbox/stats";
import { movePostgresClock } from "../../support/clock";
import { makeAdmin, type TestUser } from "../../support/fixtures";

let actor: TestUser;
beforeAll(async () => {
  actor = await makeAdmin();
});

const appendEvent = (key: string) => pool().query("SELECT append_event('wallet.charged', $1, '{}')", [key]);

function sinkFor(key: string, deliver: (event: OutboxEvent) => Promise<void>): Sink {
  const deliverOwn = async (event: OutboxEvent) => (event.aggregateKey === key ? deliver(event) : undefined);
  return { name: `test-${randomUUID()}`, types: "all", deliver: deliverOwn };
}

const deliveries = async (sink: Sink) =>
  (
    await pool().query<{ attempts: number; parked: boolean; due_in: number; error: string | null }>(
      `SELECT attempts, parked_at IS NOT NULL AS parked, last_error AS error,
         extract(epoch FROM due_at - jari_now())::int AS due_in
       FROM outbox_delivery WHERE sink = $1 AND delivered_at IS NULL AND attempts > 0`,
      [sink.name],
    )
  ).rows;

const makeDue = (sink: Sink) =>
  pool().query("UPDATE outbox_delivery SET due_at = jari_now() WHERE sink = $1 AND delivered_at IS NULL", [sink.name]);

describe("a delivery that keeps failing", () => {
  test("is parked with its reason after the last attempt, and its aggregate waits until redeliver()", async () => {
    const key = randomUUID();
    const received: number[] = [];
    let broken = true;
    const sink = sinkFor(key, async ({ sequence }) => {
      if (broken) throw new Error("the door is shut");
      received.push(sequence);
    });
    await appendEvent(key);
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      await makeDue(sink);
      await drainOnce([sink]);
      const [state] = await deliveries(sink);
      expect(state).toMatchObject({ attempts: attempt, parked: attempt === MAX_ATTEMPTS, error: "the door is shut" });
    }
    await appendEvent(key);
    broken = false;
    await makeDue(sink);
    await drainOnce([sink]);
    expect(received).toEqual([]);
    expect((await sinkStats([sink.name])).find(({ sink: name }) => name === sink.name)).toMatchObject({ parked: 1 });
    expect(await redeliver({ sink: sink.name }, actor)).toBe(1);
    await drainOnce([sink]);
    expect(received).toEqual([1, 2]);
  });

  test("is due after the DeliveryError's retryAfterMs, and parked at once when it says park", async () => {
    const key = randomUUID();
    const slow = sinkFor(key, async () => {
      throw new DeliveryError("busy", { retryAfterMs: 120_000 });
    });
    const rejecting = sinkFor(key, async () => {
      throw new DeliveryError("gone", { park: true });
    });
    await appendEvent(key);
    await drainOnce([slow, rejecting]);
    const [state] = await deliveries(slow);
    expect(state?.parked).toBe(false);
    expect(state?.due_in).toBeGreaterThan(110);
    expect((await deliveries(rejecting))[0]).toMatchObject({ attempts: 1, parked: true, error: "gone" });
  });
});

test("drainOnce() holds no transaction and no row lock during a delivery", async () => {
  const key = randomUUID();
  let seen: { open: number; free: number | null } | undefined;
  const sink = sinkFor(key, async () => {
    const { rows } = await pool().query<{ open: number }>(
      `SELECT count(*)::int AS open FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL AND backend_type = 'client backend'`,
    );
    const free = await pool().query("SELECT 1 FROM outbox_delivery WHERE sink = $1 FOR UPDATE NOWAIT", [sink.name]);
    seen = { open: rows[0]?.open ?? -1, free: free.rowCount };
  });
  await pool().query("UPDATE outbox_event SET pending = false");
  await appendEvent(key);
  await drainOnce([sink]);
  expect(seen).toEqual({ open: 0, free: 1 });
});

describe("deleteOldEvents() after seven days", () => {
  const eventsOf = async (...keys: string[]) =>
    (await pool().query("SELECT aggregate_key AS key FROM outbox_event WHERE aggregate_key = ANY ($1)", [keys])).rows;
  const failingSink = (key: string) =>
    sinkFor(key, async () => {
      throw new Error("not today");
    });

  test("deletes delivered events and keeps undelivered ones", async () => {
    const [published, owed] = [randomUUID(), randomUUID()];
    const sink = failingSink(owed);
    await appendEvent(published);
    await appendEvent(owed);
    await drainOnce([sink]);
    await movePostgresClock(6.9 * 86_400_000);
    while ((await deleteOldEvents([sink])) > 0);
    expect(await eventsOf(published, owed)).toHaveLength(2);
    await movePostgresClock(7.1 * 86_400_000);
    while ((await deleteOldEvents([sink])) > 0);
    expect(await eventsOf(published, owed)).toEqual([{ key: owed }]);
  });

  test("deletes events that only a removed sink is still owed", async () => {
    const [one, both] = [randomUUID(), randomUUID()];
    const stalled = sinkFor(one, async () => {
      throw new DeliveryError("not any more", { park: true });
    });
    const alive = failingSink(both);
    await appendEvent(one);
    await appendEvent(both);
    await drainOnce([stalled, alive]);
    await movePostgresClock(7.1 * 86_400_000);
    while ((await deleteOldEvents([alive])) > 0);
    expect(await eventsOf(one, both)).toEqual([{ key: both }]);
    const { rowCount } = await pool().query("SELECT 1 FROM outbox_delivery WHERE sink = $1", [stalled.name]);
    expect(rowCount).toBe(1); // the event that the other sink is still owed keeps both deliveries
  });
});

test("scheduleDrain() runs once for many calls, again for calls during the run, and survives a failing drain", async () => {
  let runs = 0;
  let open: () => void = () => {};
  const secondRun = new Promise<void>((resolve) => {
    open = resolve;
  });
  const drain = async () => {
    runs++;
    if (runs === 2) open();
    if (runs === 1) {
      scheduleDrain(drain);
      throw new Error("a relay that fails");
    }
  };
  for (let i = 0; i < 50; i++) scheduleDrain(drain);
  expect(runs).toBe(0);
  const alive = setInterval(() => {}, 1_000);
  await secondRun;
  clearInterval(alive);
  expect(runs).toBe(2);
});
