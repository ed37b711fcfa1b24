import { describe, expect, test } from "vitest";
import { leaveAndRelease, release, sweep } from "@/lib/booking";
import { errorOf, holdSeats, reservationRows, resultOf } from "../support/booking";
import { movePostgresClock } from "../support/clock";
import { makeConcert, makeFan, type TestConcert, type TestUser } from "../support/fixtures";
import { api, expectError } from "../support/http";
import { holdScenario, joinActive, pay, requestHold } from "../support/scenarios";

const COOLDOWN_SECONDS = 600;
const HOLD_MS = 300_000;
const MINUTE_MS = 60_000;

const makeSale = (options: Parameters<typeof makeConcert>[0] = {}) =>
  makeConcert({ seats: 20, holdCooldownSeconds: COOLDOWN_SECONDS, ...options });

/** Each of these ends a hold of the fan that nobody has paid. */
const ENDS: Record<string, (fan: TestUser, concert: TestConcert, number: number) => Promise<unknown>> = {
  leaves: (fan, { id: concertId }, number) => leaveAndRelease({ concertId, userId: fan.id, number }),
  "releases every seat": async (fan, concert) => {
    const own = (await reservationRows(concert)).filter(
      ({ status, userId }) => status === "RESERVING" && userId === fan.id,
    );
    for (const { id } of own) await release(fan.id, id);
  },
};

async function holdAndEnd(fan: TestUser, concert: TestConcert, number: number, end = ENDS.leaves): Promise<void> {
  await holdSeats(fan, concert, [8, 9], number);
  await end?.(fan, concert, number);
}

const waitOf = async (fan: TestUser, concert: TestConcert, number: number) => {
  const { code, detail } = await errorOf(holdSeats(fan, concert, [3], number));
  expect(code).toBe("HOLD_COOLDOWN");
  return detail.waitSeconds ?? 0;
};

describe("a fan whose holds ended unpaid", () => {
  test.each(Object.entries(ENDS))(
    "and who %s waits from the second one on, twice as long each time",
    async (_, end) => {
      const [fan, other, concert] = [await makeFan(), await makeFan(), await makeSale()];
      await holdAndEnd(fan, concert, 1, end);
      await holdAndEnd(fan, concert, 2, end);
      const wait = await waitOf(fan, concert, 3);
      expect(wait).toBeGreaterThan(COOLDOWN_SECONDS - 60);
      expect(wait).toBeLessThanOrEqual(COOLDOWN_SECONDS);
      expect(await resultOf(holdSeats(other, concert, [1], 1))).toBe("ok"); // the seats are anybody's
      expect(await resultOf(holdSeats(fan, await makeSale(), [1], 1))).toBe("ok"); // as are those of another concert

      await movePostgresClock(COOLDOWN_SECONDS * 1_000 + 1_000);
      await holdSeats(fan, concert, [4], 4);
      await end(fan, concert, 4);
      expect(await waitOf(fan, concert, 5)).toBeGreaterThan(2 * COOLDOWN_SECONDS - 60);
    },
  );

  test("by lapsing waits as well, whether a sweep has tidied up or not", async () => {
    for (const isSwept of [false, true]) {
      const [fan, concert] = [await makeFan(), await makeSale()];
      for (const number of [1, 2]) {
        await movePostgresClock(number * HOLD_MS * 2);
        await holdSeats(fan, concert, [number], number);
      }
      await movePostgresClock(5 * HOLD_MS + MINUTE_MS);
      if (isSwept) await sweep();
      expect(await waitOf(fan, concert, 3)).toBeGreaterThan(0);
    }
  });

  test("waits a day at most, and a day later nothing is counted", async () => {
    const [fan, concert] = [await makeFan(), await makeSale({ holdCooldownSeconds: 86_400 })];
    for (const number of [1, 2]) await holdAndEnd(fan, concert, number);
    expect(await waitOf(fan, concert, 3)).toBeGreaterThan(86_000);
    await movePostgresClock(24 * 60 * MINUTE_MS + MINUTE_MS);
    await holdAndEnd(fan, concert, 4);
    expect(await resultOf(holdSeats(fan, concert, [1], 5))).toBe("ok");
  });

  test("may change seats of one hold as often as they like, and a payment begins the count anew", async () => {
    const concert = await makeSale({ seatLimit: 10 });
    const scenario = await holdScenario({ concert, seatNumbers: [1] });
    for (const seats of [[2, 3], [4], [5], [1]])
      expect((await requestHold(scenario.fan, scenario.token, concert, seats)).status).toBe(201);
    const reservationIds = (await reservationRows(concert)).flatMap(({ id, status }) =>
      status === "RESERVING" ? [id] : [],
    );
    expect((await pay({ ...scenario, reservationIds })).status).toBe(201);
    await holdAndEnd(scenario.fan, concert, 1_001);
    await holdSeats(scenario.fan, concert, [7], 1_002);
    await leaveAndRelease({ concertId: concert.id, userId: scenario.fan.id, number: 1_002 });
    expect(await waitOf(scenario.fan, concert, 1_003)).toBeGreaterThan(0);
  });

  test("may change a live hold, though earlier ones ended unpaid", async () => {
    const [fan, concert] = [await makeFan(), await makeSale()];
    await holdAndEnd(fan, concert, 1);
    await holdSeats(fan, concert, [3], 2);
    await holdSeats(fan, concert, [4], 2);
    await leaveAndRelease({ concertId: concert.id, userId: fan.id, number: 2 });
    expect(await waitOf(fan, concert, 3)).toBeGreaterThan(0);
  });

  test("gets 429 with the seconds to wait, also after leaving and joining again", async () => {
    const [fan, concert] = [await makeFan(), await makeSale()];
    for (let round = 1; round <= 2; round++) {
      const token = await joinActive(fan, concert);
      expect((await requestHold(fan, token, concert, [1])).status).toBe(201);
      expect((await api("DELETE", `/api/queue?concertId=${concert.id}`, { as: fan, token })).status).toBe(204);
    }
    const refused = await requestHold(fan, await joinActive(fan, concert), concert, [1]);
    expectError(refused, "HOLD_COOLDOWN", 429);
    const { waitSeconds } = refused.body as { waitSeconds?: number };
    expect(Number(refused.headers.get("retry-after"))).toBe(waitSeconds);
    expect(waitSeconds).toBeGreaterThan(0);
  });
});

test("thirteen accounts without money lose a hall of fifty seats that they hold in turns", async () => {
  const concert = await makeSale({ seats: 50 });
  const bots = await Promise.all(Array.from({ length: 13 }, () => makeFan()));
  let refused = 0;
  for (let round = 0; round < 12; round++) {
    await movePostgresClock(round * HOLD_MS);
    for (const [index, bot] of bots.entries()) {
      const seats = Array.from({ length: 4 }, (_, seat) => index * 4 + seat + 1).filter((seat) => seat <= 50);
      const result = await resultOf(holdSeats(bot, concert, seats, round + 1));
      if (result === "HOLD_COOLDOWN") refused++;
      else await leaveAndRelease({ concertId: concert.id, userId: bot.id, number: round + 1 });
    }
  }
  expect(refused).toBeGreaterThan(13 * 12 * 0.5);
});

test("where the organiser asks for it, a hold needs a balance that covers its seats", async () => {
  const concert = await makeSale({ requiresBalance: true, price: 50_000 });
  const { id, fan } = { id: concert.id, fan: await makeFan({ balance: 99_999 }) };
  const token = await joinActive(fan, concert);
  const refused = await requestHold(fan, token, concert, [1, 2]);
  expectError(refused, "INSUFFICIENT_BALANCE", 402);
  expect(refused.body).toMatchObject({ missing: 1 });
  expect((await reservationRows({ ...concert, id })).length).toBe(0);
  expect((await requestHold(fan, token, concert, [1])).status).toBe(201);
});
