import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { audit } from "@/lib/audit";
import { oncePerProcess } from "@/lib/core/once";
import { migrate } from "@/scripts/migrations";
import { connected, databaseUrl } from "../support/database";
import { makeAdmin, type TestUser } from "../support/fixtures";
import { runStory } from "./run";
import { crowdedStory, serialStory } from "./stories";

const url = databaseUrl(process.env.DATABASE_URL ?? "", "model"); // a world of its own: time and the outbox are its alone
Object.assign(process.env, { DATABASE_URL: url, RATE_LIMIT_MULTIPLIER: "1000" });
Object.assign(
  oncePerProcess<object>("outbox kick", () => ({})),
  { waiting: true },
); // the story says when it drains

const { MODEL_RUNS = "200", MODEL_SEED = "20261125", MODEL_PATH: path } = process.env;
const options = { numRuns: Math.ceil(Number(MODEL_RUNS) / 2), seed: Number(MODEL_SEED), path, endOnFailure: false };
const LONG_MS = 24 * 3_600_000;

let admin: TestUser;
beforeAll(async () => {
  await connected(databaseUrl(url, "postgres"), (server) => server.query("CREATE DATABASE model"));
  await migrate(url);
  const first = 1_000_000_000 + Math.floor(Math.random() * 1_000_000_000); // the lines in Redis are everybody's
  await connected(url, (client) => client.query(`ALTER SEQUENCE concert_id_seq RESTART WITH ${first}`));
  admin = await makeAdmin();
});

test(`one action after the other: every answer is the model's (seed ${MODEL_SEED})`, { timeout: LONG_MS }, () =>
  fc.assert(
    fc.asyncProperty(serialStory, (story) => runStory(story, admin)),
    options,
  ),
);

test(`two to eight at a time: some order explains every answer (seed ${MODEL_SEED})`, { timeout: LONG_MS }, () =>
  fc.assert(
    fc.asyncProperty(crowdedStory, (story) => runStory(story, admin)),
    options,
  ),
);

test("the books are in order after all of it", async () => {
  expect((await audit()).findings).toEqual([]);
});
