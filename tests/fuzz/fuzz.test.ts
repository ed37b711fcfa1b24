import path from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundleServer } from "@/server/build/bundle-server";
import { migrate } from "@/tools/database/migrations";
import { type Child, startChild } from "@/tools/dev/child-process";
import { freePort } from "@/tools/dev/services/ports";
import { waitForHttp } from "@/tools/dev/wait-for-http";
import { FuzzTarget } from "./batch";
import { createFixtures } from "./fixtures";
import { growth, type Memory, memoryOf } from "./memory";
import { type FuzzRequest, request } from "./requests";

// npm run fuzz sets how many requests; a share of it, as long as it takes a few seconds, is part of npm test.
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? Number.POSITIVE_INFINITY);
const SECONDS = Number(process.env.FUZZ_SECONDS ?? 8);
// The share of npm test begins where it always does, so that it fails for what changed and not for luck.
const SEED = Number(process.env.FUZZ_SEED ?? (process.env.FUZZ_REQUESTS ? Math.floor(Math.random() * 2 ** 31) : 1));
const PATH = process.env.FUZZ_PATH;
const IN_A_BATCH = 100;
// Batches of a round; then people and concerts are new, and the seed goes up by one. Time is looked at between rounds, so that a
// slow machine has one whole round, too.
const BATCHES = Number.isFinite(SECONDS) ? 5 : 20;

const print = (text: string) => process.stdout.write(`${text}\n`);

let server: Child;
let base: string;
let port: number;

/** A database of its own, so that the sums of its tables are quick to make; and ids that no line of other tests has. */
async function ownEngines(): Promise<void> {
  const url = new URL(process.env.DATABASE_URL ?? "");
  const admin = new pg.Client(url.href);
  await admin.connect();
  await admin.query("DROP DATABASE IF EXISTS jari_fuzz WITH (FORCE)");
  await admin.query("CREATE DATABASE jari_fuzz");
  await admin.end();
  url.pathname = "/jari_fuzz";
  process.env.DATABASE_URL = url.href;
  await migrate(url.href);
  const own = new pg.Client(url.href);
  await own.connect();
  await own.query("ALTER SEQUENCE concert_id_seq RESTART WITH 5000001");
  await own.end();
}

beforeAll(async () => {
  await ownEngines();
  port = await freePort();
  base = `http://127.0.0.1:${port}`;
  const settings = {
    HOST: "127.0.0.1",
    PORT: String(port),
    RATE_LIMIT_MULTIPLIER: "1000000",
    WEBHOOK_ALLOW_PRIVATE: "0",
    ALLOWED_HOSTS: "jari.test",
    METRICS_TOKEN: "",
    REQUEST_RECEIVE_TIMEOUT_SECONDS: "2", // what is sent without an end would keep its connection for ever
    NODE_OPTIONS: `--import ${pathToFileURL(path.join(import.meta.dirname, "block-dns.mjs")).href}`,
  };
  const env = { ...process.env, ...settings, NODE_ENV: "production" as const, LOG_LEVEL: "error" };
  server = startChild("The server", [await bundleServer(), "1"], { env });
  await waitForHttp(`${base}/api/health`, server);
});
afterAll(() => server.stop());

test("no hostile request crashes the server, gets an undeclared response, or changes data when it is rejected", async () => {
  const range = new FuzzTarget(port, await createFixtures(base));
  const memory: Memory[] = [];
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1_000;
  let failures = 0;
  const fire = (batch: FuzzRequest[]) =>
    range.fire(batch).catch((error: Error) => {
      if (failures++ === 0) print(`fuzz: ${error.message}\nfuzz: looking for less that does the same`);
      throw error;
    });
  const property = fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: IN_A_BATCH, size: "max" }), fire);
  print(`fuzz: seed ${SEED} (again: npm run fuzz -- --seed=${SEED})`);
  for (let seed = SEED; range.requestCount < REQUESTS && seconds() < SECONDS; seed++) {
    await fc.assert(property, { seed, path: PATH, numRuns: BATCHES });
    memory.push(await memoryOf(base));
    range.fixtures = await createFixtures(base);
    if (process.env.FUZZ_REQUESTS)
      print(
        `fuzz: ${range.requestCount} requests, seed ${seed}, ${seconds().toFixed(0)} s, ${JSON.stringify(memory.at(-1))}`,
      );
  }
  range.close();
  print(
    `fuzz: ${range.requestCount} requests in ${seconds().toFixed(1)} s: ${JSON.stringify(Object.fromEntries([...range.statuses].toSorted()))}`,
  );
  if (range.requestCount < 50_000) return;
  print(
    `fuzz: memory in use grew ${growth(memory, "heap").toFixed(2)}×, resident ${growth(memory, "resident").toFixed(2)}×`,
  );
  expect(growth(memory, "heap")).toBeLessThan(1.2);
  expect(growth(memory, "resident")).toBeLessThan(1.3);
}, 3_600_000);
