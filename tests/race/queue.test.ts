import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { queueClock } from "@/lib/core/clock";
import { redis } from "@/lib/core/redis";
import { endPlace, join, leave, poll, publicState, type QueueSettings, tick } from "@/lib/queue";
import { queueKeys } from "@/lib/queue/keys";
import type { Place } from "@/lib/queue/token";
import { moveLineClock } from "../support/clock";
import { placeOf, testQueue, testUserId } from "../support/queue";

const FANS = 4_000;
const CAPACITY = 50;
const PER_MINUTE = 400;
const PROCESSES = 4;
const run = promisify(execFile);

process.env.QUEUE_POLLS_PER_SECOND = "20"; // so that thousands of fans can obey on a slow machine; set before env() is read

type PollingFan = Place & { pollAtMs: number };

/** Fans join from several processes at once; returns their places by number, and when each polls again. */
async function joinFromProcesses(queue: QueueSettings, fans: number): Promise<PollingFan[]> {
  const startedAt = clock();
  const crowd = path.join(import.meta.dirname, "queue-crowd.ts");
  const args = ["--import", "tsx", crowd, JSON.stringify(queue), String(fans / PROCESSES)];
  const results = await Promise.all(Array.from({ length: PROCESSES }, () => run(process.execPath, args)));
  return results
    .flatMap(({ stdout }): [string, number, number][] => JSON.parse(stdout))
    .map(([userId, number, afterMs]) => ({ ...placeOf(queue, userId, number), pollAtMs: startedAt + afterMs }))
    .sort((a, b) => a.number - b.number);
}

/** The active numbers and when they were admitted (ms), from the queue's own data, by number. */
async function activeIn(queue: QueueSettings): Promise<{ number: number; admittedAt: number }[]> {
  const [, , , sessions = ""] = queueKeys(queue.concertId);
  const stored = Object.values((await redis().hgetall<Record<string, string>>(sessions)) ?? {});
  return stored
    .map((session) => session.split(":").map(Number))
    .map(([number = 0, admittedAt = 0]) => ({ number, admittedAt }))
    .sort((a, b) => a.number - b.number);
}

const activeNumbers = async (queue: QueueSettings) => (await activeIn(queue)).map(({ number }) => number);

/** The queue's clock: the real time and the offset of the test. */
const clock = () => Date.now() + queueClock.offsetMs;

async function pollIfDue(fan: PollingFan): Promise<void> {
  if (fan.pollAtMs <= clock()) fan.pollAtMs = clock() + (await poll(fan)).pollAfterMs;
}

/** Ends twenty places every two seconds until nobody waits, while everybody polls in time; returns when each number was admitted. */
async function runDown(queue: QueueSettings, places: PollingFan[]): Promise<Map<number, number>> {
  const placeOfNumber = new Map(places.map((place) => [place.number, place]));
  const admittedAt = new Map<number, number>();
  for (let second = 0; second < 3_600 && admittedAt.size < places.length; second += 2) {
    moveLineClock(second * 1000);
    await Promise.all(places.filter(({ number }) => !admittedAt.has(number)).map(pollIfDue));
    await tick(queue);
    const active = await activeIn(queue);
    expect(active.length).toBeLessThanOrEqual(CAPACITY);
    for (const session of active) admittedAt.set(session.number, session.admittedAt);
    const done = active.slice(0, 20).flatMap(({ number }) => placeOfNumber.get(number) ?? []);
    await Promise.all(done.map(endPlace));
  }
  return admittedAt;
}

describe("4,000 fans from four processes at the same moment", () => {
  test("get the numbers 1 to 4,000 and exact positions, and are admitted in that order within capacity and rate", async () => {
    const queue = testQueue({ capacity: CAPACITY, admitPerMinute: PER_MINUTE });
    const places = await joinFromProcesses(queue, FANS);
    expect(places.map(({ number }) => number)).toEqual(Array.from({ length: FANS }, (_, n) => n + 1));
    expect(await activeNumbers(queue)).toEqual(Array.from({ length: CAPACITY }, (_, n) => n + 1));

    const left = new Set(
      places.filter(({ number }) => number > CAPACITY && number % 7 === 0).map(({ number }) => number),
    );
    await Promise.all(places.filter(({ number }) => left.has(number)).map(leave));

    const staying = places.filter(({ number }) => !left.has(number));
    for (const [before, place] of staying.entries()) {
      if (before % 97 !== 0) continue;
      const { status, position } = await poll(place);
      expect([status, position]).toEqual(before < CAPACITY ? ["ACTIVE", 0] : ["WAITING", before + 1 - CAPACITY]);
    }

    const admittedAt = await runDown(queue, staying);
    expect([...admittedAt.keys()]).toEqual(staying.map(({ number }) => number));
    const times = [...admittedAt.values()];
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const fullWindows = times.slice(PER_MINUTE).map((time, n) => time - (times[n] ?? 0));
    expect(Math.min(...fullWindows)).toBeGreaterThanOrEqual(60_000);
    expect(await publicState(queue.concertId)).toMatchObject({ waiting: 0, tail: FANS, head: FANS + 1 });
  }, 120_000);
});

describe("one fan with concurrent requests", () => {
  test("gets one place from fifty joins", async () => {
    const queue = testQueue({ capacity: 1 });
    await join(queue, testUserId());
    const fan = testUserId();
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => join(queue, fan)));
    const joined = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    expect(joined.length).toBe(30); // the join limit; the others are refused
    expect(new Set(joined.map(({ ticket }) => ticket.number))).toEqual(new Set([2]));
    expect(joined.filter(({ first }) => first).length).toBe(1);
    expect(await publicState(queue.concertId)).toMatchObject({ tail: 2, waiting: 1, active: 1 });
  });

  test("frees one slot when the place is ended twenty times", async () => {
    const queue = testQueue({ capacity: 1 });
    const fans = Array.from({ length: 5 }, testUserId);
    for (const fan of fans) await join(queue, fan);
    const place = placeOf(queue, fans[0] ?? "", 1);
    const ended = await Promise.all(Array.from({ length: 20 }, () => endPlace(place)));
    expect(ended.filter(Boolean).length).toBe(1);
    expect(await activeNumbers(queue)).toEqual([2]);
  });
});

describe("concurrent joins, polls, ends and leaves", () => {
  test("never exceed the capacity and lose no fan", async () => {
    const queue = testQueue({ capacity: 10 });
    const active = async () => expect((await activeNumbers(queue)).length).toBeLessThanOrEqual(10);
    const outcomes = await Promise.all(
      Array.from({ length: 600 }, async (_, n) => {
        const userId = testUserId();
        const { ticket } = await join(queue, userId);
        const place = placeOf(queue, userId, ticket.number);
        if (n % 5 === 0) {
          await leave(place);
          return "left";
        }
        for (let status = ticket.status; status !== "ACTIVE"; ) ({ status } = await poll(place));
        if (n % 10 === 1) await active();
        return (await endPlace(place)) ? "finished" : "lost";
      }),
    );
    expect(outcomes.filter((outcome) => outcome === "left").length).toBe(120);
    expect(outcomes.filter((outcome) => outcome === "finished").length).toBe(480);
    expect(await publicState(queue.concertId)).toMatchObject({ waiting: 0, active: 0, tail: 600 });
  });
});
