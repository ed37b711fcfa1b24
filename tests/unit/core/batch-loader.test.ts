import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { batchLoader } from "@/lib/core/batch-loader";

test("whoever asks in one turn shares a call and has their own answer; the next turn asks anew", async () => {
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

test("a call that fails fails for those who shared it, and for nobody after them", async () => {
  let fails = true;
  const ask = batchLoader(async (keys: string[]) => {
    if (fails) throw new Error("gone");
    return keys;
  });
  const outcomes = await Promise.allSettled([ask("a"), ask("b")]);
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  fails = false;
  expect(await ask("c")).toBe("c");
});
