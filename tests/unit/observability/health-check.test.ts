import { expect, test } from "vitest";
import { createHealthCheck } from "@/lib/observability/health-checks";

const OK = { postgres: "ok", redis: "ok" } as const;
const DOWN = { postgres: "gone", redis: "ok" } as const;

/** A health check of engines that answer when the test says so. */
function scene() {
  let now = 0;
  const answers: ((engines: typeof OK | typeof DOWN) => void)[] = [];
  const check = createHealthCheck(
    () => new Promise((resolve) => answers.push(resolve)),
    () => now,
  );
  const advance = (ms: number) => {
    now += ms;
  };
  return { check, answers, advance };
}

test("engines are asked once for all who ask at once, and once a second at most", async () => {
  const { check, answers, advance } = scene();
  const all = Promise.all(Array.from({ length: 120 }, check));
  expect(answers).toHaveLength(1);
  answers[0]?.(OK);
  expect(await all).toEqual(Array(120).fill(OK));
  advance(999);
  expect(await check()).toEqual(OK);
  expect(answers).toHaveLength(1);
});

test("who asks a second later has the last result while a new check runs, and then the new one", async () => {
  const { check, answers, advance } = scene();
  const first = check();
  answers[0]?.(OK);
  await first;
  advance(1_000);
  expect([await check(), await check()]).toEqual([OK, OK]);
  expect(answers).toHaveLength(2);
  answers[1]?.(DOWN);
  await expect.poll(check).toEqual(DOWN);
});

test("who asks after a while waits for a new check", async () => {
  const { check, answers, advance } = scene();
  const first = check();
  answers[0]?.(OK);
  await first;
  advance(3_000);
  const later = check();
  answers[1]?.(DOWN);
  expect(await later).toEqual(DOWN);
});
