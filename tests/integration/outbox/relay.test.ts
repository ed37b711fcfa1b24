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

const tell = (key: string) => pool().query("SELECT append_event('wallet.charged', $1, '{}')", [key]);

function sinkOf(key: string, deliver: (event: OutboxEvent) => Promise<void>): Sink {
  const mine = async (event: OutboxEvent) => (event.aggregateKey === key ? deliver(event) : undefined);
  return { name: `test-${randomUUID()}`, types: "all", deliver: mine };
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

const dueNow = (sink: Sink) =>
  pool().query("UPDATE outbox_delivery SET due_at = jari_now() WHERE sink = $1 AND delivered_at IS NULL", [sink.name]);

describe("a delivery that goes on failing", () => {
  test("is parked with its reason after the last try; its aggregate waits until it is sent again", async () => {
    const key = randomUUID();
    const heard: number[] = [];
    let broken = true;
    const sink = sinkOf(key, async ({ sequence }) => {
      if (broken) throw new Error("the door is shut");
      heard.push(sequence);
    });
    await tell(key);
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      await dueNow(sink);
      await drainOnce([sink]);
      const [state] = await deliveries(sink);
      expect(state).toMatchObject({ attempts: attempt, parked: attempt === MAX_ATTEMPTS, error: "the door is shut" });
    }
    await tell(key);
    broken = false;
    await dueNow(sink);
    await drainOnce([sink]);
    expect(heard).toEqual([]);
    expect((await sinkStats([sink.name])).find(({ sink: name }) => name === sink.name)).toMatchObject({ parked: 1 });
    expect(await redeliver({ sink: sink.name }, actor)).toBe(1);
    await drainOnce([sink]);
    expect(heard).toEqual([1, 2]);
  });

  test("waits as long as its receiver asks for, and is parked at once when trying again is no use", async () => {
    const key = randomUUID();
    const slow = sinkOf(key, async () => {
      throw new DeliveryError("busy", { retryAfterMs: 120_000 });
    });
    const gone = sinkOf(key, async () => {
      throw new DeliveryError("gone", { park: true });
    });
    await tell(key);
    await drainOnce([slow, gone]);
    const [state] = await deliveries(slow);
    expect(state?.parked).toBe(false);
    expect(state?.due_in).toBeGreaterThan(110);
    expect((await deliveries(gone))[0]).toMatchObject({ attempts: 1, parked: true, error: "gone" });
  });
});

test("no transaction is open while something is delivered, and what is claimed is locked by nobody", async () => {
  const key = randomUUID();
  let seen: { open: number; free: number | null } | undefined;
  const sink = sinkOf(key, async () => {
    const { rows } = await pool().query<{ open: number }>(
      `SELECT count(*)::int AS open FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL AND backend_type = 'client backend'`,
    );
    const free = await pool().query("SELECT 1 FROM outbox_delivery WHERE sink = $1 FOR UPDATE NOWAIT", [sink.name]);
    seen = { open: rows[0]?.open ?? -1, free: free.rowCount };
  });
  await pool().query("UPDATE outbox_event SET pending = false");
  await tell(key);
  await drainOnce([sink]);
  expect(seen).toEqual({ open: 0, free: 1 });
});

describe("after seven days", () => {
  const kept = async (...keys: string[]) =>
    (await pool().query("SELECT aggregate_key AS key FROM outbox_event WHERE aggregate_key = ANY ($1)", [keys])).rows;
  const failing = (key: string) =>
    sinkOf(key, async () => {
      throw new Error("not today");
    });

  test("published facts are forgotten; what a sink is still owed stays", async () => {
    const [published, owed] = [randomUUID(), randomUUID()];
    const sink = failing(owed);
    await tell(published);
    await tell(owed);
    await drainOnce([sink]);
    await movePostgresClock(6.9 * 86_400_000);
    while ((await deleteOldEvents([sink])) > 0);
    expect(await kept(published, owed)).toHaveLength(2);
    await movePostgresClock(7.1 * 86_400_000);
    while ((await deleteOldEvents([sink])) > 0);
    expect(await kept(published, owed)).toEqual([{ key: owed }]);
  });

  test("what only a sink is owed that is no more is forgotten too", async () => {
    const [one, both] = [randomUUID(), randomUUID()];
    const gone = sinkOf(one, async () => {
      throw new DeliveryError("not any more", { park: true });
    });
    const alive = failing(both);
    await tell(one);
    await tell(both);
    await drainOnce([gone, alive]);
    await movePostgresClock(7.1 * 86_400_000);
    while ((await deleteOldEvents([alive])) > 0);
    expect(await kept(one, both)).toEqual([{ key: both }]);
    const { rowCount } = await pool().query("SELECT 1 FROM outbox_delivery WHERE sink = $1", [gone.name]);
    expect(rowCount).toBe(1); // its delivery of the fact that is kept for the other
  });
});

test("a kick drains soon, once for a rush, again for what came meanwhile, and minds no failure", async () => {
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
