import { describe, expect, test } from "vitest";
import { queueClock } from "@/lib/core/clock";
import { env } from "@/lib/core/env";
import { closeRedis, luaScript, redis } from "@/lib/core/redis";
import { configure, endPlace, join, leave, poll, publicState, type QueueSettings, tick } from "@/lib/queue";
import { joinsKey, queueKeys } from "@/lib/queue/keys";
import { requireActive, requireActiveForHold } from "@/lib/queue/require-active";
import type { Place } from "@/lib/queue/token";
import { moveLineClock } from "../../support/clock";
import { slotOf } from "../../support/cluster-slots";
import { joinMany, testQueue, testUserId } from "../../support/queue";
import { countRedisNodes, findKeys, recordCommands, withRedisClient } from "../../support/redis-wire";

const MINUTE_MS = 60_000;
const WEEK_SECONDS = 7 * 24 * 3600;
const secondsOf = (date: Date) => Math.floor(date.getTime() / 1000);

/** A queue in which every key exists: active, waiting, skipped and expired places. */
async function livelyQueue(): Promise<{ queue: QueueSettings; places: Place[] }> {
  const queue = testQueue({ capacity: 1 });
  const [, absent, ...places] = (await joinMany(queue, 5)).map(({ place }) => place) as [Place, Place, ...Place[]];
  moveLineClock(env().SESSION_SECONDS * 1000);
  for (const place of places) await poll(place);
  const { userId } = absent;
  expect(await redis().zscore(queueKeys(queue.concertId)[5] ?? "", userId)).toBe(2);
  return { queue, places };
}

const expiriesOf = (keys: readonly string[]) =>
  withRedisClient((client) => Promise.all(keys.map((key) => client.expiretime(key))));

describe("the keys of a queue", () => {
  test("are all keys of a concert, share a hash tag, and expire a week after the closing", async () => {
    const { queue } = await livelyQueue();
    const keys = await findKeys(`jari:{${queue.concertId}}:*`);
    const joins = joinsKey(queue.concertId, "");
    const lasting = keys.filter((key) => !key.startsWith(joins));
    expect(lasting.sort()).toEqual(queueKeys(queue.concertId).toSorted());
    const end = secondsOf(queue.closesAt) + WEEK_SECONDS;
    expect(await expiriesOf(lasting)).toEqual(lasting.map(() => end));
    for (const key of keys.filter((key) => key.startsWith(joins))) {
      const ttl = await redis().pttl(key);
      expect(ttl).toBeGreaterThan(0);
      expect(ttl).toBeLessThanOrEqual(10_000);
    }
  });

  test("expire with a moved closing, also when they were empty in between", async () => {
    const { queue, places } = await livelyQueue();
    const closesAt = new Date(queue.closesAt.getTime() + 3_600_000);
    await configure({ ...queue, closesAt });
    for (const place of places) await endPlace(place); // empties waiting, active and sessions
    await joinMany(queue, 4);
    const end = secondsOf(closesAt) + WEEK_SECONDS;
    expect(await expiriesOf(queueKeys(queue.concertId))).toEqual(Array(8).fill(end));
  });

  test("survive a closing that was set in the past by mistake", async () => {
    const { queue } = await livelyQueue();
    await configure({ ...queue, closesAt: new Date(Date.now() - 30 * 24 * 3_600_000) });
    await configure(queue);
    expect(await publicState(queue.concertId)).toMatchObject({ tail: 5, waiting: 2, active: 1 });
    expect(await expiriesOf(queueKeys(queue.concertId))).toEqual(
      Array(8).fill(secondsOf(queue.closesAt) + WEEK_SECONDS),
    );
  });

  test("lie in one cluster slot a call, and scripts touch only keys they are given", async () => {
    const commands = await recordCommands(async () => {
      const { queue, places } = await livelyQueue();
      await callEveryFunction(queue, places);
    });
    const calls = commands.filter(({ name }) => name.startsWith("EVAL"));
    expect(calls.length).toBeGreaterThan(10);
    let given: string[] = [];
    for (const { name, args, inScript } of commands) {
      if (inScript && name !== "TIME") expect(given).toContain(args[0]);
      if (!name.startsWith("EVAL")) continue;
      given = args.slice(2, 2 + Number(args[1]));
      expect([given.length >= 6, new Set(given.map(slotOf)).size]).toEqual([true, 1]);
    }
  });
});

describe("the slot check of every test's Redis calls", () => {
  test("computes the slots of the Redis Cluster specification", () => {
    // Redis Cluster Specification: the check value of its CRC16, and the examples of its hash tags.
    expect(slotOf("123456789")).toBe(0x31c3);
    expect(slotOf("{user1000}.following")).toBe(slotOf("{user1000}.followers"));
    expect(slotOf("foo{}{bar}")).not.toBe(slotOf("bar"));
    expect(slotOf("foo{{bar}}zap")).toBe(slotOf("{bar"));
    expect(slotOf("foo{bar}{zap}")).toBe(slotOf("bar"));
  });

  test("rejects a call across slots before it is sent", async () => {
    const across = luaScript("return 1");
    await expect(across(["jari:{1}:line", "jari:{2}:line"], [])).rejects.toThrow("CROSSSLOT");
    expect(await across(["jari:{1}:line", "jari:{1}:waiting"], [])).toBe(1);
  });
});

async function callEveryFunction(queue: QueueSettings, [active, waiting]: Place[]): Promise<void> {
  if (!(active && waiting)) throw new Error("a lively line has both");
  await join(queue, testUserId());
  await poll(active);
  await poll(waiting);
  await requireActive(active);
  await (await requireActiveForHold(active)).rollback();
  await publicState(queue.concertId);
  await configure(queue);
  await tick(queue);
  await endPlace(active);
  await leave(waiting);
}

describe("a call of the queue", () => {
  test("is one round trip to Redis", async () => {
    const { queue, places } = await livelyQueue();
    await callEveryFunction(queue, places); // so that the server knows every script
    const place = places.at(-1) as Place;
    const calls: (() => Promise<unknown>)[] = [
      () => join(queue, testUserId()),
      () => join(queue, place.userId),
      () => poll(place),
      () => leave(place),
      () => endPlace(place),
      () => publicState(queue.concertId),
      () => requireActive(place).catch(() => undefined),
    ];
    for (const call of calls) {
      const sent = (await recordCommands(call)).filter(({ inScript }) => !inScript);
      expect(sent.map(({ name }) => name)).toEqual(["EVALSHA"]);
    }
  });

  test("sends the keys, the context, the user and the number", async () => {
    const { place } = (await joinMany(testQueue({ capacity: 1 }), 2))[1] ?? {};
    if (!place) throw new Error("two have joined");
    await poll(place); // so that the server knows the script
    const [sent] = await recordCommands(() => poll(place));
    const { SESSION_SECONDS, QUEUE_POLLS_PER_SECOND } = env();
    const args = (clockOffsetMs: number) =>
      [SESSION_SECONDS * 1000, QUEUE_POLLS_PER_SECOND, clockOffsetMs, place.userId, place.number].map(String);
    expect(sent?.args.slice(1)).toEqual(["8", ...queueKeys(place.concertId), ...args(0)]);
    moveLineClock(60_000);
    await poll(place);
    const [moved] = await recordCommands(() => poll(place));
    expect(moved?.args.slice(1)).toEqual(["8", ...queueKeys(place.concertId), ...args(60_000)]);
  });

  test("runs four commands for a poll of an idle queue", async () => {
    const { places } = await livelyQueue();
    const place = places.at(-1) as Place;
    await poll(place);
    const commands = (await recordCommands(() => poll(place))).filter(({ inScript }) => inScript);
    expect(commands.map(({ name }) => name)).toEqual(["TIME", "HGET", "ZRANK", "BITFIELD"]);
  });

  test("runs nine commands for the join of a new fan in an idle queue", async () => {
    const { queue } = await livelyQueue();
    const now = Date.now() + queueClock.offsetMs;
    moveLineClock(queueClock.offsetMs + MINUTE_MS + 1_000 - (now % MINUTE_MS)); // the first join of a minute begins its counters, too
    await join(queue, testUserId());
    const commands = (await recordCommands(() => join(queue, testUserId()))).filter(({ inScript }) => inScript);
    const [reads, writes] = [
      ["TIME", "HMGET", "HEXISTS", "ZSCORE", "ZCARD"],
      ["SET", "ZADD", "HINCRBY", "BITFIELD"],
    ];
    expect(commands.map(({ name }) => name).sort()).toEqual([...reads, ...writes].sort());
  });
});

test("after SCRIPT FLUSH, concurrent calls load a script once on each node", async () => {
  const { places } = await livelyQueue();
  const place = places.at(-1) as Place;
  await redis().scriptFlush();
  const sent = await recordCommands(() => Promise.all(Array.from({ length: 30 }, () => poll(place))));
  expect(sent.filter(({ name, args }) => name === "SCRIPT" && args[0]?.toUpperCase() === "LOAD").length).toBe(
    await countRedisNodes(),
  );
  expect(sent.filter(({ name }) => name === "EVAL")).toEqual([]);
});

describe("without Redis", () => {
  test("every function throws QUEUE_UNAVAILABLE with retryAfterSeconds", async () => {
    const { queue, places } = await livelyQueue();
    const [active] = places as [Place];
    await closeRedis();
    const { REDIS_URL } = env();
    env().REDIS_URL = "redis://127.0.0.1:1";
    const unavailable = expect.objectContaining({ code: "QUEUE_UNAVAILABLE", detail: { retryAfterSeconds: 2 } });
    try {
      const calls = [
        join(queue, testUserId()),
        poll(active),
        leave(active),
        endPlace(active),
        tick(queue),
        publicState(queue.concertId),
        requireActive(active),
        requireActiveForHold(active),
      ];
      for (const result of await Promise.allSettled(calls)) {
        expect(result).toEqual({ status: "rejected", reason: unavailable });
      }
    } finally {
      await closeRedis();
      env().REDIS_URL = REDIS_URL;
    }
  });
});
