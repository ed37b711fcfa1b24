import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { batchLoader } from "@/lib/core/batch-loader";

test("batchLoader() loads the keys of one event-loop turn in one call, and those of the next turn in another", async () => {
  const calls: number[][] = [];
  const double = batchLoader(async (keys: number[]) => {
    calls.push(keys);
    return keys.map((key) => key * 2);
  });
  expect(await Promise.all([double(1), double(2), double(2)])).toEqual([2, 4, 4]);
  const first = double(3);
  await turn();
  expect(await Promise.all([first, double(4)])).toEqual([6, 8]);
  expect(calls).toEqual([[1, 2, 2], [3], [4]]);
});

test("a failed batch rejects all of its keys and none of the next batch", async () => {
  let fails = true;
  const load = batchLoader(async (keys: string[]) => {
    if (fails) throw new Error("failed");
    return keys;
  });
  const outcomes = await Promise.allSettled([load("a"), load("b")]);
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  fails = false;
  expect(await load("c")).toBe("c");
});
