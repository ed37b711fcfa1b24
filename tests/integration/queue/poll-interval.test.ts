import { describe, expect, test } from "vitest";
import { env } from "@/lib/core/env";
import { luaScript } from "@/lib/core/redis";
import { queueKeys } from "@/lib/queue/keys";
import { resolveIncludes } from "@/lib/queue/lua-source";

type Wishes = { random?: number; perSecond?: number };

/** Runs `lua` with the functions of place-reply.lua, for this budget and with this random number. */
const run = <Reply>(lua: string, { random = 0.5, perSecond = 500 }: Wishes, ...more: number[]) =>
  luaScript<Reply>(
    resolveIncludes(`-- include: context
random = tonumber(ARGV[4])
-- include: place-reply
${lua}`),
  )(queueKeys("1"), [600_000, perSecond, 0, random, ...more]);

const pollAfterMs = (position: number, wishes: Wishes = {}) =>
  run<number>("return computePollAfterMs(tonumber(ARGV[5]))", wishes, position);
const activePollAfterMs = (active: number, leftMs: number, wishes: Wishes = {}) =>
  run<number>("return activePollAfterMs(tonumber(ARGV[5]), tonumber(ARGV[6]))", wishes, active, leftMs);
const ASKS = `
local asks = 0
for position = tonumber(ARGV[5]), tonumber(ARGV[6]) do asks = asks + 1000 / computePollAfterMs(position) end
return "=" .. asks`;

/** How often a line of so many asks a second, if everybody is asked again at `random` of the jitter. */
async function asksPerSecond(length: number, wishes: Wishes = {}): Promise<number> {
  const STRETCH = 50_000;
  let asks = 0;
  for (let from = 1; from <= length; from += STRETCH) {
    const to = Math.min(length, from + STRETCH - 1);
    asks += Number((await run<string>(ASKS, wishes, from, to)).slice(1));
  }
  return asks;
}

/** The mean of it over the whole jitter, by Simpson's rule. */
async function meanAsks(length: number, perSecond: number): Promise<number> {
  const [least, middle, most] = await Promise.all(
    [1, 0.5, 0].map((random) => asksPerSecond(length, { random, perSecond })),
  );
  return ((least ?? 0) + 4 * (middle ?? 0) + (most ?? 0)) / 6;
}

describe("the promise to a waiting fan", () => {
  test("is two seconds at most near the front, and grows with the distance", async () => {
    for (const random of [0, 0.5, 1])
      for (const position of [1, 100, 300]) expect(await pollAfterMs(position, { random })).toBeLessThanOrEqual(2_000);
    const far = await Promise.all([320, 400, 1_000, 10_000, 100_000, 1_000_000].map((n) => pollAfterMs(n)));
    expect(far).toEqual(far.toSorted((a, b) => a - b));
    expect(new Set(far).size).toBe(far.length);
  });

  test("is spread, so that those who came together do not ask together", async () => {
    expect(await pollAfterMs(5_000, { random: 1 })).toBeGreaterThan(1.4 * (await pollAfterMs(5_000, { random: 0 })));
  });

  test.each([
    [100, 500],
    [1_000, 500],
    [30_000, 500],
    [300_000, 500],
    [10_000, 50],
    [1_000, 1],
  ])("lets a line of %i ask %i times a second at most, with those inside", async (length, perSecond) => {
    const asks = await meanAsks(length, perSecond);
    const active = 10_000;
    const byActive = (1000 * active) / (await activePollAfterMs(active, 86_400_000, { perSecond }));
    expect(asks + byActive).toBeLessThanOrEqual(perSecond);
    if (length >= 1_000 && perSecond > 1) expect(asks).toBeGreaterThan(perSecond / 2);
  });

  test("keeps that bound for a million: each further place adds less than its share", async () => {
    const placeMs = (await pollAfterMs(1_000_000)) - (await pollAfterMs(999_000));
    const upTo300k = await asksPerSecond(300_000);
    const beyond = Math.log(1_000_000 / 300_000) * (1000 / (placeMs / 1000));
    expect(upTo300k + beyond).toBeLessThan(450);
  });
});

test("a fan inside is asked seldom, and in time to see the session's end", async () => {
  expect(await activePollAfterMs(100, 600_000)).toBe(10_000);
  expect(await activePollAfterMs(100, 4_000, { random: 0 })).toBe(4_000);
  expect(await activePollAfterMs(10_000, 600_000)).toBe(200_000);
});

test("the budget is a setting", () => {
  expect([env().QUEUE_POLLS_PER_SECOND, env().QUEUE_RECOVERY_SECONDS]).toEqual([500, 15]);
});
