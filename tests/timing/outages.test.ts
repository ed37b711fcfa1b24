import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { type ChildRequest, requestInChild } from "../support/run-in-child";

const WITHIN_MS = 1_000;
const THRICE: ChildRequest[] = Array(3).fill({ path: "/api/health" });

async function quickestHealthCheck(settings: Record<string, string>): Promise<number> {
  const { answers } = await requestInChild({ UPSTASH_REDIS_REST_URL: "", ...settings }, THRICE);
  expect(answers.map(({ status }) => status)).toEqual([503, 503, 503]);
  return Math.min(...answers.map(({ milliseconds }) => milliseconds));
}

const DOWN: Record<string, string>[] = [
  { REDIS_URL: "redis://127.0.0.1:1" },
  { DATABASE_URL: "postgresql://jari:secret@127.0.0.1:1/jari" },
];

test.each(DOWN)("GET /api/health answers within a second when nothing listens at %j", async (settings) => {
  expect(await quickestHealthCheck(settings)).toBeLessThan(WITHIN_MS);
});

test("GET /api/health answers within a second when the engines accept connections and do not answer", async () => {
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const { port } = silent.address() as AddressInfo;
  const settings = {
    DATABASE_URL: `postgresql://jari:secret@127.0.0.1:${port}/jari`,
    REDIS_URL: `redis://127.0.0.1:${port}`,
  };
  const quickest = await quickestHealthCheck(settings);
  silent.close();
  expect(quickest).toBeLessThan(WITHIN_MS);
});
