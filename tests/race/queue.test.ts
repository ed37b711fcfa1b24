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

process.env.QUEUE_POLLS_PER_SECOND = "20"; // thousands of fans obey on a slow machine; before anything asks for it

type Obedient = Place & { askAtMs: number };

/** So many fans join from several processes at once; their places in the order of the numbers, and when they ask again. */
async function joinFromEverywhere(line: QueueSettings, fans: number): Promise<Obedient[]> {
  const startedAt = clock();
  const crowd = path.join(import.meta.dirname, "queue-crowd.ts");
  const args = ["--import", "tsx", crowd, JSON.stringify(line), String(fans / PROCESSES)];
  const answers = await Promise.all(Array.from({ length: PROCESSES }, () => run(process.execPath, args)));
  return answers
    .flatMap(({ stdout }): [string, number, number][] => JSON.parse(stdout))
    .map(([userId, number, afterMs]) => ({ ...placeOf(line, userId, number), askAtMs: startedAt + afterMs }))
    .sort((a, b) => a.number - b.number);
}

/** Who is active and since when (ms), by the line's own data, in the order of the numbers. */
async function activeIn(line: QueueSettings): Promise<{ number: number; admittedAt: number }[]> {
  const [, , , sessions = ""] = queueKeys(line.concertId);
  const kept = Object.values((await redis().hgetall<Record<string, string>>(sessions)) ?? {});
  return kept
    .map((session) => session.split(":").map(Number))
    .map(([number = 0, admittedAt = 0]) => ({ number, admittedAt }))
    .sort((a, b) => a.number - b.number);
}

const activeNumbers = async (line: QueueSettings) => (await activeIn(line)).map(({ number }) => number);

/** The line's clock as the fans have it: the real one, and what the test has moved it by. */
const clock = () => Date.now() + queueClock.offsetMs;

async function askIfDue(fan: Obedient): Promise<void> {
  if (fan.askAtMs <= clock()) fan.askAtMs = clock() + (await poll(fan)).pollAfterMs;
}

/** Ends twenty places every two seconds until nobody waits, while all ask when they are to; when each number was let in. */
async function runDown(line: QueueSettings, places: Obedient[]): Promise<Map<number, number>> {
  const placeOfNumber = new Map(places.map((place) => [place.number, place]));
  const admittedAt = new Map<number, number>();
  for (let second = 0; second < 3_600 && admittedAt.size < places.length; second += 2) {
    moveLineClock(second * 1000);
    await Promise.all(places.filter(({ number }) => !admittedAt.has(number)).map(askIfDue));
    await tick(line);
    const active = await activeIn(line);
    expect(active.length).toBeLessThanOrEqual(CAPACITY);
    for (const session of active) admittedAt.set(session.number, session.admittedAt);
    const done = active.slice(0, 20).flatMap(({ number }) => placeOfNumber.get(number) ?? []);
    await Promise.all(done.map(endPlace));
  }
  return admittedAt;
}

describe("4,000 fans from four processes at the same moment", () => {
  test("have the numbers 1 to 4,000, exact positions, and are let in in that order, never too many", async () => {
    const line = testQueue({ capacity: CAPACITY, admitPerMinute: PER_MINUTE });
    const places = await joinFromEverywhere(line, FANS);
    expect(places.map(({ number }) => number)).toEqual(Array.from({ length: FANS }, (_, n) => n + 1));
    expect(await activeNumbers(line)).toEqual(Array.from({ length: CAPACITY }, (_, n) => n + 1));

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

    const admittedAt = await runDown(line, staying);
    expect([...admittedAt.keys()]).toEqual(staying.map(({ number }) => number));
    const times = [...admittedAt.values()];
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const fullWindows = times.slice(PER_MINUTE).map((time, n) => time - (times[n] ?? 0));
    expect(Math.min(...fullWindows)).toBeGreaterThanOrEqual(60_000);
    expect(await publicState(line.concertId)).toMatchObject({ waiting: 0, tail: FANS, head: FANS + 1 });
  }, 120_000);
});

describe("one fan", () => {
  test("who joins fifty times at once, from many tabs, has one place", async () => {
    const line = testQueue({ capacity: 1 });
    await join(line, testUserId());
    const fan = testUserId();
    const answers = await Promise.allSettled(Array.from({ length: 50 }, () => join(line, fan)));
    const joined = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
    expect(joined.length).toBe(30); // the join limit; the others are refused
    expect(new Set(joined.map(({ ticket }) => ticket.number))).toEqual(new Set([2]));
    expect(joined.filter(({ first }) => first).length).toBe(1);
    expect(await publicState(line.concertId)).toMatchObject({ tail: 2, waiting: 1, active: 1 });
  });

  test("whose place ends from many sides at once frees one slot", async () => {
    const line = testQueue({ capacity: 1 });
    const fans = Array.from({ length: 5 }, testUserId);
    for (const fan of fans) await join(line, fan);
    const place = placeOf(line, fans[0] ?? "", 1);
    const ended = await Promise.all(Array.from({ length: 20 }, () => endPlace(place)));
    expect(ended.filter(Boolean).length).toBe(1);
    expect(await activeNumbers(line)).toEqual([2]);
  });
});

describe("joins, polls, ends and leaving, all at once", () => {
  test("keep the capacity at every step, and lose nobody", async () => {
    const line = testQueue({ capacity: 10 });
    const active = async () => expect((await activeNumbers(line)).length).toBeLessThanOrEqual(10);
    const outcomes = await Promise.all(
      Array.from({ length: 600 }, async (_, n) => {
        const userId = testUserId();
        const { ticket } = await join(line, userId);
        const place = placeOf(line, userId, ticket.number);
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
    expect(await publicState(line.concertId)).toMatchObject({ waiting: 0, active: 0, tail: 600 });
  });
});
