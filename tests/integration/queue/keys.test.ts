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
import { recordCommands, withRedisClient } from "../../support/redis-wire";

const MINUTE_MS = 60_000;
const WEEK_SECONDS = 7 * 24 * 3600;
const secondsOf = (date: Date) => Math.floor(date.getTime() / 1000);

/** A line in which every key exists: some active, some waiting, somebody gone, absent, or out of time. */
async function livelyLine(): Promise<{ line: QueueSettings; places: Place[] }> {
  const line = testQueue({ capacity: 1 });
  const [, absent, ...places] = (await joinMany(line, 5)).map(({ place }) => place) as [Place, Place, ...Place[]];
  moveLineClock(env().SESSION_SECONDS * 1000);
  for (const place of places) await poll(place);
  const { userId } = absent;
  expect(await redis().zscore(queueKeys(line.concertId)[5] ?? "", userId)).toBe(2);
  return { line, places };
}

const expiriesOf = (keys: readonly string[]) =>
  withRedisClient((client) => Promise.all(keys.map((key) => client.expiretime(key))));

describe("the line's keys", () => {
  test("are all there is of a concert, under one hash tag, and end a week after the sale closes", async () => {
    const { line } = await livelyLine();
    const keys = await redis().keys(`jari:{${line.concertId}}:*`);
    const joins = joinsKey(line.concertId, "");
    const lasting = keys.filter((key) => !key.startsWith(joins));
    expect(lasting.sort()).toEqual(queueKeys(line.concertId).toSorted());
    const end = secondsOf(line.closesAt) + WEEK_SECONDS;
    expect(await expiriesOf(lasting)).toEqual(lasting.map(() => end));
    for (const key of keys.filter((key) => key.startsWith(joins))) {
      const ttl = await redis().pttl(key);
      expect(ttl).toBeGreaterThan(0);
      expect(ttl).toBeLessThanOrEqual(10_000);
    }
  });

  test("follow the closing when it is moved, and come back with the same end when they were empty", async () => {
    const { line, places } = await livelyLine();
    const closesAt = new Date(line.closesAt.getTime() + 3_600_000);
    await configure({ ...line, closesAt });
    for (const place of places) await endPlace(place); // empties waiting, active and sessions
    await joinMany(line, 4);
    const end = secondsOf(closesAt) + WEEK_SECONDS;
    expect(await expiriesOf(queueKeys(line.concertId))).toEqual(Array(8).fill(end));
  });

  test("outlive a closing that was set in the past by mistake", async () => {
    const { line } = await livelyLine();
    await configure({ ...line, closesAt: new Date(Date.now() - 30 * 24 * 3_600_000) });
    await configure(line);
    expect(await publicState(line.concertId)).toMatchObject({ tail: 5, waiting: 2, active: 1 });
    expect(await expiriesOf(queueKeys(line.concertId))).toEqual(Array(8).fill(secondsOf(line.closesAt) + WEEK_SECONDS));
  });

  test("of one call lie in one slot of a cluster, and no script touches a key that it was not given", async () => {
    const commands = await recordCommands(async () => {
      const { line, places } = await livelyLine();
      await everyVerb(line, places);
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

describe("the check of slots that every test's calls pass", () => {
  test("knows the slots of a cluster", () => {
    // Redis Cluster Specification: the check value of its CRC16, and the examples of its hash tags.
    expect(slotOf("123456789")).toBe(0x31c3);
    expect(slotOf("{user1000}.following")).toBe(slotOf("{user1000}.followers"));
    expect(slotOf("foo{}{bar}")).not.toBe(slotOf("bar"));
    expect(slotOf("foo{{bar}}zap")).toBe(slotOf("{bar"));
    expect(slotOf("foo{bar}{zap}")).toBe(slotOf("bar"));
  });

  test("refuses a call across slots before it is sent", async () => {
    const across = luaScript("return 1");
    await expect(across(["jari:{1}:line", "jari:{2}:line"], [])).rejects.toThrow("CROSSSLOT");
    expect(await across(["jari:{1}:line", "jari:{1}:waiting"], [])).toBe(1);
  });
});

async function everyVerb(line: QueueSettings, [active, waiting]: Place[]): Promise<void> {
  if (!(active && waiting)) throw new Error("a lively line has both");
  await join(line, testUserId());
  await poll(active);
  await poll(waiting);
  await requireActive(active);
  await (await requireActiveForHold(active)).rollback();
  await publicState(line.concertId);
  await configure(line);
  await tick(line);
  await endPlace(active);
  await leave(waiting);
}

describe("one round trip", () => {
  test("to Redis is all that a join, a poll or the gate takes", async () => {
    const { line, places } = await livelyLine();
    await everyVerb(line, places); // so that the server knows every script
    const place = places.at(-1) as Place;
    const verbs: (() => Promise<unknown>)[] = [
      () => join(line, testUserId()),
      () => join(line, place.userId),
      () => poll(place),
      () => leave(place),
      () => endPlace(place),
      () => publicState(line.concertId),
      () => requireActive(place).catch(() => undefined),
    ];
    for (const verb of verbs) {
      const sent = (await recordCommands(verb)).filter(({ inScript }) => !inScript);
      expect(sent.map(({ name }) => name)).toEqual(["EVALSHA"]);
    }
  });

  test("a poll says who asks and where they are marked: what a process has set is in its scripts", async () => {
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

  test("a poll in a line that cannot move looks at three things and writes one", async () => {
    const { places } = await livelyLine();
    const place = places.at(-1) as Place;
    await poll(place);
    const inside = (await recordCommands(() => poll(place))).filter(({ inScript }) => inScript);
    expect(inside.map(({ name }) => name)).toEqual(["TIME", "HGET", "ZRANK", "BITFIELD"]);
  });

  test("a new fan's join in the rush looks at five things and writes four", async () => {
    const { line } = await livelyLine();
    const now = Date.now() + queueClock.offsetMs;
    moveLineClock(queueClock.offsetMs + MINUTE_MS + 1_000 - (now % MINUTE_MS)); // the first join of a minute begins its counters, too
    await join(line, testUserId());
    const inside = (await recordCommands(() => join(line, testUserId()))).filter(({ inScript }) => inScript);
    const [looks, writes] = [
      ["TIME", "HMGET", "HEXISTS", "ZSCORE", "ZCARD"],
      ["SET", "ZADD", "HINCRBY", "BITFIELD"],
    ];
    expect(inside.map(({ name }) => name).sort()).toEqual([...looks, ...writes].sort());
  });
});

test("a server that has forgotten the scripts is given each once, however many calls find that out", async () => {
  const { places } = await livelyLine();
  const place = places.at(-1) as Place;
  await redis().scriptFlush();
  const sent = await recordCommands(() => Promise.all(Array.from({ length: 30 }, () => poll(place))));
  expect(sent.filter(({ name, args }) => name === "SCRIPT" && args[0]?.toUpperCase() === "LOAD").length).toBe(1);
  expect(sent.filter(({ name }) => name === "EVAL")).toEqual([]);
});

describe("when Redis is gone", () => {
  test("every verb refuses with QUEUE_UNAVAILABLE and when to come back", async () => {
    const { line, places } = await livelyLine();
    const [active] = places as [Place];
    await closeRedis();
    const { REDIS_URL } = env();
    env().REDIS_URL = "redis://127.0.0.1:1";
    const unavailable = expect.objectContaining({ code: "QUEUE_UNAVAILABLE", detail: { retryAfterSeconds: 2 } });
    try {
      const asked = [
        join(line, testUserId()),
        poll(active),
        leave(active),
        endPlace(active),
        tick(line),
        publicState(line.concertId),
        requireActive(active),
        requireActiveForHold(active),
      ];
      for (const answer of await Promise.allSettled(asked)) {
        expect(answer).toEqual({ status: "rejected", reason: unavailable });
      }
    } finally {
      await closeRedis();
      env().REDIS_URL = REDIS_URL;
    }
  });
});
