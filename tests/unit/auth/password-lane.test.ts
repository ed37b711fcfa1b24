import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { expect, test } from "vitest";
import { hashPassword } from "@/lib/auth/password";
import { laneWidth, WorkLane } from "@/lib/auth/password-lane";
import { AppError } from "@/lib/core/errors";

/** A lane whose work the test ends, 100 ms after it began by the test's clock. */
function scene(width: number) {
  let now = 0;
  const lane = new WorkLane(width, () => now);
  const began: number[] = [];
  const ends: (() => void)[] = [];
  const work = (n: number) =>
    lane.run(() => {
      began.push(n);
      return new Promise<void>((resolve) => ends.push(resolve));
    });
  const endFirst = async () => {
    now += 100;
    ends.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { lane, began, work, endFirst };
}

test("so many run at once, and the others begin in turn as these end", async () => {
  const { began, work, endFirst } = scene(2);
  const all = Promise.all([0, 1, 2, 3, 4].map(work));
  expect(began).toEqual([0, 1]);
  await endFirst();
  expect(began).toEqual([0, 1, 2]);
  for (let left = 4; left > 0; left--) await endFirst();
  await all;
  expect(began).toEqual([0, 1, 2, 3, 4]);
});

test("work that would wait more than two seconds is refused at once, and told when to come back", async () => {
  const { lane, began, work, endFirst } = scene(2);
  const accepted: Promise<void>[] = [];
  for (let n = 0; lane.expectedWaitMs <= 2_000; n++) accepted.push(work(n));
  const refusal = await work(-1).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(AppError);
  expect(refusal).toMatchObject({ code: "OVERLOADED" });
  expect((refusal as AppError).detail.retryAfterSeconds).toBeGreaterThan(2);
  for (let left = accepted.length; left > 0; left--) await endFirst();
  await Promise.all(accepted);
  expect(began).not.toContain(-1);
  expect(lane.expectedWaitMs).toBe(0);
});

test("work that fails makes room as well", async () => {
  const lane = new WorkLane(1);
  const failing = lane.run(() => Promise.reject(new Error("no")));
  const next = lane.run(async () => "done");
  await expect(failing).rejects.toThrow("no");
  expect(await next).toBe("done");
});

test.each([
  [2, 1, 4, 2],
  [8, 1, 10, 8],
  [8, 4, 10, 2],
  [64, 1, 4, 2],
  [2, 4, 4, 1],
  [4, 1, 1, 1],
])("of %i cores, %i processes and %i threads a lane gets %i", (cores, processes, threads, width) => {
  expect(laneWidth(cores, processes, threads)).toBe(width);
});

test("while passwords wait, files are read and answers compressed", async () => {
  const lane = new WorkLane(laneWidth(64, 1, 4));
  let hashed = 0;
  const hashing = Array.from({ length: 24 }, () =>
    lane.run(() => hashPassword("a long password")).then(() => hashed++),
  );
  await Promise.all([readFile("package.json"), promisify(gzip)("x".repeat(1_000))]);
  expect(hashed).toBeLessThan(hashing.length);
  await Promise.all(hashing);
});
