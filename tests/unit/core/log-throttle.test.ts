import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { throttleByKind } from "@/lib/core/throttled-log";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("throttleByKind() reports the first event at once, then counts every interval, and starts again after a quiet one", () => {
  const reports: unknown[] = [];
  const record = throttleByKind<"one" | "other">(10_000, (counts) => reports.push(counts));
  for (let times = 0; times < 1_000; times++) record("one");
  record("other");
  expect(reports).toEqual([{ one: 1 }]);
  vi.advanceTimersByTime(10_000);
  expect(reports.splice(0)).toEqual([{ one: 1 }, { one: 999, other: 1 }]);
  vi.advanceTimersByTime(60_000);
  expect(reports).toEqual([]);
  record("other");
  expect(reports).toEqual([{ other: 1 }]);
});
