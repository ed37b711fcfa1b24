import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arrivalTimes, leadMsOf } from "@/tools/bench/onsale/arrivals";
import { blocksOf, chooseSeats, type MapSeat, partySize } from "@/tools/bench/onsale/choose-seats";
import { Timers } from "@/tools/bench/onsale/timers";

/** Evenly spread numbers below 1, over and over. */
function evenly(count: number): () => number {
  let n = 0;
  return () => (n++ % count) / count;
}

const seat = (number: number, grade = "R", price = 100): MapSeat => {
  return { number, section: "", row: String.fromCharCode(65 + Math.floor((number - 1) / 10)), grade, price };
};
const hall = (seats: number) => Array.from({ length: seats }, (_, n) => seat(n + 1));
const isFree = () => true;

describe("fans arrive", () => {
  test("within the time around the opening, in order, three in ten before it", () => {
    const times = arrivalTimes(1_000, 60_000, Math.random);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect([Math.min(...times) >= -leadMsOf(60_000), Math.max(...times) <= 40_000]).toEqual([true, true]);
    expect(times.filter((time) => time <= 0).length).toBeGreaterThanOrEqual(300);
  });

  test("the denser the nearer to the opening", () => {
    const times = arrivalTimes(10_000, 60_000, evenly(1_000)).filter((time) => time > 0);
    const within = (from: number, to: number) => times.filter((time) => time >= from && time < to).length;
    expect(within(0, 5_000)).toBeGreaterThan(2 * within(35_000, 40_000));
  });
});

describe("a choice of seats", () => {
  test("is of seats beside each other, in one row", () => {
    const blocks = blocksOf(hall(40));
    for (let round = 0; round < 50; round++) {
      const chosen = chooseSeats(blocks, isFree, 3, Math.random);
      expect(new Set(chosen.map((number) => number - (chosen[0] ?? 0)))).toEqual(new Set([0, 1, 2]));
      expect(new Set(chosen.map((number) => Math.floor((number - 1) / 10))).size).toBe(1);
    }
  });

  test("falls first on the dearest grade and the lowest numbers", () => {
    const seats = [...hall(200), ...Array.from({ length: 100 }, (_, n) => seat(201 + n, "VIP", 200))];
    const firsts = Array.from(
      { length: 300 },
      (_, n) => chooseSeats(blocksOf(seats), isFree, 1, () => n / 300)[0] ?? 0,
    );
    const share = (from: number, to: number) => firsts.filter((number) => number >= from && number <= to).length;
    expect(share(201, 300)).toBeGreaterThan(share(1, 100));
    expect(share(1, 100)).toBeGreaterThan(share(101, 200));
    expect(share(101, 200)).toBeGreaterThan(0);
  });

  test("is only of free seats, never more than wanted, and empty exactly when none is free", () => {
    const blocks = blocksOf(hall(30));
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 30 })), fc.integer({ min: 1, max: 4 }), (free, size) => {
        const chosen = chooseSeats(blocks, ({ number }) => free.includes(number), size, Math.random);
        expect(chosen.every((number) => free.includes(number))).toBe(true);
        expect([chosen.length <= size, chosen.length === 0]).toEqual([true, free.length === 0]);
      }),
    );
  });

  test("is of one to four seats, most often two, and never beyond the limit", () => {
    const sizes = Array.from({ length: 100 }, (_, n) => partySize(4, () => (n + 0.5) / 100));
    const count = (size: number) => sizes.filter((one) => one === size).length;
    expect([count(1), count(2), count(3), count(4)]).toEqual([25, 55, 10, 10]);
    expect(Math.max(...Array.from({ length: 100 }, (_, n) => partySize(1, () => n / 100)))).toBe(1);
  });
});

test("timers wake everybody who is due, in the order of their times, and nobody else", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1_000 })), (times) => {
      let now = 0;
      const timers = new Timers(() => now);
      const woken: number[] = [];
      for (const time of times) timers.at(time, () => void woken.push(time));
      for (now = 0; now <= 1_000; now += 100) {
        timers.tick();
        expect(woken).toEqual(times.filter((time) => time <= now).toSorted((a, b) => a - b));
      }
    }),
  );
});
