import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { throttleByKind } from "@/lib/core/throttled-log";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("tells the first at once, what follows every ten seconds, and begins anew after silence", () => {
  const told: unknown[] = [];
  const happen = throttleByKind<"one" | "other">(10_000, (counts) => told.push(counts));
  for (let times = 0; times < 1_000; times++) happen("one");
  happen("other");
  expect(told).toEqual([{ one: 1 }]);
  vi.advanceTimersByTime(10_000);
  expect(told.splice(0)).toEqual([{ one: 1 }, { one: 999, other: 1 }]);
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([]);
  happen("other");
  expect(told).toEqual([{ other: 1 }]);
});
