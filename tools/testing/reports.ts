import { readFile } from "node:fs/promises";
import { z } from "zod";

export type Count = { passed: number; failed: number };

const vitest = z.object({
  success: z.boolean(),
  numPassedTests: z.number(),
  numFailedTests: z.number(),
});
const playwright = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  errors: z.array(z.unknown()),
});

const chaos = z.object({ passed: z.number(), failed: z.number() });

const read = async (file: string): Promise<unknown> => JSON.parse(await readFile(file, "utf8"));

/** A file that could not even be loaded has no tests to count: it counts as one that failed. */
const atLeastOne = (failed: number, broken: boolean) => (broken ? Math.max(1, failed) : failed);

/** The tests of vitest's JSON report. */
export async function countVitest(file: string): Promise<Count> {
  const { success, numPassedTests, numFailedTests } = vitest.parse(await read(file));
  return { passed: numPassedTests, failed: atLeastOne(numFailedTests, !success) };
}

/** The checks of a chaos test. */
export async function countChaos(file: string): Promise<Count> {
  return chaos.parse(await read(file));
}

/** The tests of Playwright's JSON report; one that passed only when tried again has failed. */
export async function countPlaywright(file: string): Promise<Count> {
  const { stats, errors } = playwright.parse(await read(file));
  return { passed: stats.expected, failed: atLeastOne(stats.unexpected + stats.flaky, errors.length > 0) };
}
