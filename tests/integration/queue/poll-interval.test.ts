import { describe, expect, test } from "vitest";
import { env } from "@/lib/core/env";
import { luaScript } from "@/lib/core/redis";
import { queueKeys } from "@/lib/queue/keys";
import { resolveIncludes } from "@/lib/queue/lua-source";

type Overrides = { random?: number; perSecond?: number };

/** Runs `lua` with the functions of place-reply.lua, for this budget and with this random number. */
const run = <Reply>(lua: string, { random = 0.5, perSecond = 500 }: Overrides, ...more: number[]) =>
  luaScript<Reply>(
    resolveIncludes(`-- include: context
random = tonumber(ARGV[4])
-- include: place-reply
${lua}`),
  )(queueKeys("1"), [600_000, perSecond, 0, random, ...more]);

const pollAfterMs = (position: number, overrides: Overrides = {}) =>
  run<number>("return computePollAfterMs(tonumber(ARGV[5]))", overrides, position);
const activePollAfterMs = (active: number, leftMs: number, overrides: Overrides = {}) =>
  run<number>("return activePollAfterMs(tonumber(ARGV[5]), tonumber(ARGV[6]))", overrides, active, leftMs);
const POLLS = `
local polls = 0
for position = tonumber(ARGV[5]), tonumber(ARGV[6]) do polls = polls + 1000 / computePollAfterMs(position) end
return "=" .. polls`;

/** Polls a second of a queue of this length, if every fan has the same `random` part of the jitter. */
async function pollsPerSecond(length: number, overrides: Overrides = {}): Promise<number> {
  const STRETCH = 50_000;
  let polls = 0;
  for (let from = 1; from <= length; from += STRETCH) {
    const to = Math.min(length, from + STRETCH - 1);
    polls += Number((await run<string>(POLLS, overrides, from, to)).slice(1));
  }
  return polls;
}

/** The mean of it over the whole jitter, by Simpson's rule. */
async function meanPollsPerSecond(length: number, perSecond: number): Promise<number> {
  const [least, middle, most] = await Promise.all(
    [1, 0.5, 0].map((random) => pollsPerSecond(length, { random, perSecond })),
  );
  return ((least ?? 0) + 4 * (middle ?? 0) + (most ?? 0)) / 6;
}

describe("pollAfterMs of a waiting fan", () => {
  test("is at most two seconds at the front, and grows with the position", async () => {
    for (const random of [0, 0.5, 1])
      for (const position of [1, 100, 300]) expect(await pollAfterMs(position, { random })).toBeLessThanOrEqual(2_000);
    const far = await Promise.all([320, 400, 1_000, 10_000, 100_000, 1_000_000].map((n) => pollAfterMs(n)));
    expect(far).toEqual(far.toSorted((a, b) => a - b));
    expect(new Set(far).size).toBe(far.length);
  });

  test("has jitter, so that fans who joined together do not poll together", async () => {
    expect(await pollAfterMs(5_000, { random: 1 })).toBeGreaterThan(1.4 * (await pollAfterMs(5_000, { random: 0 })));
  });

  test.each([
    [100, 500],
    [1_000, 500],
    [30_000, 500],
    [300_000, 500],
    [10_000, 50],
    [1_000, 1],
  ])("keeps the polls of a queue of %i within %i a second, active fans included", async (length, perSecond) => {
    const polls = await meanPollsPerSecond(length, perSecond);
    const active = 10_000;
    const byActive = (1000 * active) / (await activePollAfterMs(active, 86_400_000, { perSecond }));
    expect(polls + byActive).toBeLessThanOrEqual(perSecond);
    if (length >= 1_000 && perSecond > 1) expect(polls).toBeGreaterThan(perSecond / 2);
  });

  test("keeps that bound for a million fans: each place adds less than its share", async () => {
    const placeMs = (await pollAfterMs(1_000_000)) - (await pollAfterMs(999_000));
    const upTo300k = await pollsPerSecond(300_000);
    const beyond = Math.log(1_000_000 / 300_000) * (1000 / (placeMs / 1000));
    expect(upTo300k + beyond).toBeLessThan(450);
  });
});

test("pollAfterMs of an active fan is long, but in time for the end of the session", async () => {
  expect(await activePollAfterMs(100, 600_000)).toBe(10_000);
  expect(await activePollAfterMs(100, 4_000, { random: 0 })).toBe(4_000);
  expect(await activePollAfterMs(10_000, 600_000)).toBe(200_000);
});

test("the poll budget and the recovery time are settings", () => {
  expect([env().QUEUE_POLLS_PER_SECOND, env().QUEUE_RECOVERY_SECONDS]).toEqual([500, 15]);
});
