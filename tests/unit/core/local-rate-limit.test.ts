import { expect, test } from "vitest";
import { TokenBuckets } from "@/lib/core/local-rate-limit";

test("a bucket gives so many at once and then one at a time, and says how long until the next", () => {
  let now = 0;
  const buckets = new TokenBuckets(10, 3, () => now);
  expect(Array.from({ length: 4 }, () => buckets.take("a"))).toEqual([0, 0, 0, 100]);
  now += 60;
  expect(buckets.take("a")).toBeCloseTo(40);
  now += 40;
  expect([buckets.take("a"), buckets.take("a")]).toEqual([0, 100]);
  now += 60_000;
  expect(Array.from({ length: 4 }, () => buckets.take("a"))).toEqual([0, 0, 0, 100]);
});

test("buckets of others are not touched, and there are never more than 20,000", () => {
  const buckets = new TokenBuckets(1, 1, () => 0);
  expect([buckets.take("a"), buckets.take("b"), buckets.take("a")]).toEqual([0, 0, 1_000]);
  for (let n = 0; n < 20_000; n++) buckets.take(`other ${n}`);
  expect(buckets.take("a")).toBe(0);
});
