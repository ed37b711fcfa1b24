import { describe, expect, test } from "vitest";
import { redis } from "@/lib/core/redis";
import {
  configure,
  endPlace,
  expelPlace,
  leave,
  type Minute,
  poll,
  type QueueSettings,
  queueStats,
  tick,
} from "@/lib/queue";
import { queueKeys } from "@/lib/queue/keys";
import type { Place } from "@/lib/queue/token";
import { moveLineClock } from "../../support/clock";
import { joinMany, joinOne, testQueue } from "../../support/queue";
import { seededRandom } from "../../support/race";
import { recordCommands, withRedisClient } from "../../support/redis-wire";

const MINUTE_MS = 60_000;
const bitfieldKey = ({ concertId }: QueueSettings) => queueKeys(concertId)[6] ?? "";
const COUNTS_BYTES = 32 * 64 * 4;

/** The queue's clock shows this many seconds of a minute that began after the test did. */
function clockFrom(): (seconds: number) => void {
  const begin = MINUTE_MS - (Date.now() % MINUTE_MS);
  const startedAt = Date.now();
  return (seconds) => moveLineClock(begin + seconds * 1000 - (Date.now() - startedAt));
}

const counted = ({ at: _, ...minute }: Minute) => minute;
const last = async (queue: QueueSettings, minutes: number) =>
  (await queueStats(queue.concertId, queue.capacity)).minutes.slice(-minutes).map(counted);

const emptyMinute = { joined: 0, admitted: 0, arrived: 0, passedOver: 0, left: 0, putOut: 0, medianWaitSeconds: null };

/** Two minutes of a sale with two slots, in which everything happens that is counted. */
async function littleSale(at: (seconds: number) => void): Promise<{ queue: QueueSettings; places: Place[] }> {
  const queue = testQueue({ capacity: 2 });
  const places: Place[] = [];
  for (let fan = 0; fan < 5; fan++) {
    at(0);
    places.push((await joinOne(queue)).place);
  }
  const [first, second, third, fourth, fifth] = places as [Place, Place, Place, Place, Place];
  at(10);
  await leave(third);
  at(15);
  await poll(fourth);
  await poll(fifth);
  at(20);
  await endPlace(first); // lets the fourth in, who does not arrive in time
  at(60);
  await poll(fifth); // gets the fourth's slot
  at(65);
  await poll(fourth); // is back in the queue
  at(70);
  await expelPlace(second);
  await poll(fourth);
  return { queue, places };
}

describe("queueStats()", () => {
  test("counts exactly, minute by minute", async () => {
    const at = clockFrom();
    const { queue } = await littleSale(at);
    expect(await last(queue, 2)).toEqual([
      { ...emptyMinute, joined: 5, admitted: 3, arrived: 2, left: 1, waiting: 1, active: 2, medianWaitSeconds: 0 },
      {
        ...emptyMinute,
        admitted: 2,
        arrived: 2,
        passedOver: 1,
        putOut: 1,
        waiting: 0,
        active: 2,
        medianWaitSeconds: 60,
      },
    ]);
    at(70);
    expect(await queueStats(queue.concertId, 2)).toMatchObject({
      // The fifth, and the fourth twice: an admission without arrival counts in the rate, too.
      ...{ waiting: 0, active: 2, passedOver: 0, admittedPerMinute: 3, medianWaitSeconds: 0, showUpRate: 0.8 },
      at: expect.stringMatching(/:10\.\d{3}Z$/),
    });
  });

  test("repeats the sizes in a minute without events, and has null before the queue began", async () => {
    const at = clockFrom();
    const { queue } = await littleSale(at);
    at(3 * 60 + 5);
    await tick(queue);
    at(4 * 60 + 5);
    const { minutes } = await queueStats(queue.concertId, 2);
    expect(minutes.length).toBe(30);
    expect(minutes.slice(-3).map(counted)).toEqual(Array(3).fill({ ...emptyMinute, waiting: 0, active: 2 }));
    expect(minutes.slice(0, 25).map(counted)).toEqual(Array(25).fill({ ...emptyMinute, waiting: null, active: null }));
    expect(new Set(minutes.map(({ at }) => Date.parse(at) % MINUTE_MS))).toEqual(new Set([0]));
  });

  test("counts a waiting join that is the first event of its minute", async () => {
    const at = clockFrom();
    const queue = testQueue({ capacity: 1 });
    at(0);
    await poll((await joinOne(queue)).place);
    at(5);
    await joinMany(queue, 2);
    at(65);
    await joinMany(queue, 1);
    const full = { ...emptyMinute, active: 1 };
    expect(await last(queue, 2)).toEqual([
      { ...full, joined: 3, admitted: 1, arrived: 1, waiting: 2, medianWaitSeconds: 0 },
      { ...full, joined: 1, waiting: 3 },
    ]);
  });

  test("forgets after half an hour, in a key that does not grow", async () => {
    const at = clockFrom();
    const { queue, places } = await littleSale(at);
    const size = await redis().strlen(bitfieldKey(queue));
    for (let minute = 2; minute < 70; minute++) {
      at(minute * 60 + 1);
      await tick(queue);
    }
    await joinMany(queue, 1);
    expect(await redis().strlen(bitfieldKey(queue))).toBeLessThanOrEqual(COUNTS_BYTES + 8 * (places.length + 2));
    expect(size).toBeLessThanOrEqual(COUNTS_BYTES + 8 * (places.length + 1));
    const minutes = await last(queue, 30);
    const sums = minutes.reduce((sum, { joined, left, putOut }) => sum + joined + left + putOut, 0);
    expect(sums).toBe(1);
  });

  test("begins afresh after a loss of Redis", async () => {
    const at = clockFrom();
    const { queue, places } = await littleSale(at);
    await redis().del(...queueKeys(queue.concertId));
    at(80);
    await tick(queue);
    expect(await poll(places[4] as Place)).toMatchObject({ number: 5 });
    expect(await last(queue, 2)).toEqual([
      { ...emptyMinute, waiting: null, active: null },
      { ...emptyMinute, waiting: 1, active: 0 },
    ]);
    at(115);
    expect(await poll(places[4] as Place)).toMatchObject({ status: "ACTIVE" });
    expect(await last(queue, 1)).toEqual([{ ...emptyMinute, admitted: 1, arrived: 1, waiting: 0, active: 1 }]);
  });

  test("is one round trip without a scan", async () => {
    const { queue } = await littleSale(clockFrom());
    await queueStats(queue.concertId, 2);
    const commands = await recordCommands(() => queueStats(queue.concertId, 2));
    expect(commands.filter(({ inScript }) => !inScript).map(({ name }) => name)).toEqual(["EVALSHA"]);
    const inScript = commands.filter(({ inScript }) => inScript).map(({ name }) => name);
    expect(inScript.sort()).toEqual(["GETRANGE", "HMGET", "TIME", "ZCARD", "ZCARD", "ZCOUNT", "ZCOUNT"].sort());
  });

  test("is empty for a queue that was never initialized", async () => {
    expect(await queueStats(testQueue().concertId, 70)).toMatchObject({
      ...{ waiting: 0, active: 0, capacity: 70, passedOver: 0, medianWaitSeconds: null, showUpRate: null },
      minutes: Array(30).fill(expect.objectContaining({ waiting: null, joined: 0 })),
    });
  });
});

test("medianWaitSeconds is within an eighth of the true median", async () => {
  const roll = seededRandom(7);
  for (const longest of [8, 40, 700, 9_000]) {
    const queue = testQueue({ paused: true });
    const joined = await joinMany(queue, 41);
    const waits = joined.map(() => roll(longest));
    await withRedisClient(async (client) => {
      const [seconds] = await client.time();
      for (const [index, wait] of waits.entries()) {
        const since = Number(seconds) - wait;
        await client.call(
          "BITFIELD",
          bitfieldKey(queue),
          "SET",
          "u32",
          `#${COUNTS_BYTES / 4 + 2 * (index + 1) + 1}`,
          String(since),
        );
      }
    });
    await configure({ ...queue, paused: false });
    const { medianWaitSeconds } = await queueStats(queue.concertId, 100);
    const median = waits.toSorted((a, b) => a - b)[20] ?? 0;
    const reported = medianWaitSeconds ?? Number.NaN;
    expect(Math.abs(reported - median)).toBeLessThanOrEqual(Math.max(3, median / 8 + 3)); // some seconds pass meanwhile
  }
});
