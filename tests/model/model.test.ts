import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { audit } from "@/lib/audit";
import { makeAdmin, type TestUser } from "../support/fixtures";
import { modelDatabaseFor } from "./database";
import { runScenario } from "./run-scenario";
import { concurrentScenario, serialScenario } from "./scenarios";

const { MODEL_RUNS = "200", MODEL_SEED = "20261125", MODEL_PATH: path } = process.env;
const options = { numRuns: Math.ceil(Number(MODEL_RUNS) / 2), seed: Number(MODEL_SEED), path };
const LONG_MS = 24 * 3_600_000;

const open = modelDatabaseFor("model");
let admin: TestUser;
beforeAll(async () => {
  await open();
  admin = await makeAdmin();
});

test(`single actions: every response is the model's (seed ${MODEL_SEED})`, { timeout: LONG_MS }, () =>
  fc.assert(
    fc.asyncProperty(serialScenario, (scenario) => runScenario(scenario, admin)),
    options,
  ),
);

test(
  `two to eight concurrent actions: some order explains every response (seed ${MODEL_SEED})`,
  { timeout: LONG_MS },
  () =>
    fc.assert(
      fc.asyncProperty(concurrentScenario, (scenario) => runScenario(scenario, admin)),
      options,
    ),
);

test("the audit finds nothing after all scenarios", async () => {
  expect((await audit()).findings).toEqual([]);
});
