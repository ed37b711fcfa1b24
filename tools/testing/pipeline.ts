import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { build, isBuilt } from "../build";
import { print } from "../cli";
import { ensurePostgresUser } from "../dev/services/os-user";
import { ensurePrismaClient } from "../generate/prisma-client";
import { ROOT } from "../root";
import { findBrowser } from "./browser";
import { type ExternalTool, findOrInstallTool, findTool, KCAT, NGINX, POSTGRES, REDIS_SERVER } from "./external-tools";
import { type Count, countChaos, countPlaywright, countVitest } from "./reports";
import { testSite } from "./test-site";

export type Step = {
  name: string;
  part: string;
  run: (signal: AbortSignal) => Promise<Count>;
  /** Installs what the step needs, before anything runs: somebody may be asked. */
  prepare?: () => Promise<unknown>;
};

type Settings = Record<string, string>;

/** Runs a tool of node_modules to its end, its output shown; true when it ended well. */
function tool(file: string, args: string[], signal: AbortSignal, settings: Settings = {}): Promise<boolean> {
  const env: NodeJS.ProcessEnv = { ...process.env, ...settings };
  const child = spawn(process.execPath, [path.join(ROOT, "node_modules", file), ...args], {
    cwd: ROOT,
    env,
    stdio: ["ignore", "inherit", "inherit"],
    signal,
    killSignal: "SIGTERM",
  });
  return new Promise((resolve) => {
    child.on("error", () => resolve(false)).on("close", (code) => resolve(code === 0));
  });
}

/** A check without tests of its own adds nothing when it passes, and one failure when it does not. */
const checkResult = (passed: boolean): Count => ({ passed: 0, failed: passed ? 0 : 1 });

async function withReport(count: (file: string) => Promise<Count>, run: (file: string) => Promise<boolean>) {
  const file = path.join(tmpdir(), `jari-report-${randomUUID()}.json`);
  try {
    const passed = await run(file);
    const counted = await count(file).catch(() => checkResult(false));
    return passed ? counted : { ...counted, failed: Math.max(1, counted.failed) };
  } finally {
    await rm(file, { force: true });
  }
}

type Project = "unit" | "integration" | "race" | "timing";

const vitest =
  (project: Project, folders: string[] = [], settings: Settings = {}) =>
  (signal: AbortSignal) =>
    withReport(countVitest, (file) => {
      const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
      return tool("vitest/vitest.mjs", ["run", `--project=${project}`, ...folders, ...reporters], signal, settings);
    });

async function types(signal: AbortSignal): Promise<Count> {
  ensurePrismaClient();
  const generated = await tool("next/dist/bin/next", ["typegen"], signal);
  return checkResult(
    generated && (await tool("typescript/bin/tsc", ["--noEmit", "--project", "tsconfig.test.json"], signal)),
  );
}

const browserTests =
  (projects: string) =>
  async (signal: AbortSignal): Promise<Count> => {
    const CHROMIUM_PATH = await findBrowser();
    const site = await testSite();
    try {
      return await withReport(countPlaywright, (file) => {
        const settings = { ...site.settings, CHROMIUM_PATH, PLAYWRIGHT_JSON_OUTPUT_FILE: file };
        return tool("@playwright/test/cli.js", ["test", `--project=${projects}`], signal, settings);
      });
    } finally {
      await site.stop();
    }
  };

/** What a step with engines needs of the machine; a refusal is reported by the step itself. */
const prepareEngines = () => ensurePostgresUser().catch(() => {});

const prepareBrowser = () => findBrowser().catch(() => {});

type ToolTests = { name: string; part?: string; tests: string; folders: string[]; settings?: Settings };

/** Tests beside an external program. Without it they do not run, which is printed, and a failure in CI. */
function besideTool(
  tool: ExternalTool,
  { name, part = "integration", tests, folders, settings = {} }: ToolTests,
): Step {
  const run = async (signal: AbortSignal): Promise<Count> => {
    const path = findTool(tool);
    if (path) return vitest("integration", folders, { ...settings, [tool.setting]: path })(signal);
    const { package: missing } = tool;
    print(`\n!!! NOT TESTED: ${tests}. Missing: ${missing} (apt install ${missing}, brew install ${missing}).\n`);
    return checkResult(!process.env.CI);
  };
  return { name, part, run, prepare: () => findOrInstallTool(tool).then(prepareEngines) };
}

const CHAOS_SEED = "20261125"; // decides the faults and their order, not what the users do
const CHAOS_COUNTS = path.join(ROOT, "chaos-report/counts.json");

/** The quick chaos test: 300 users and one fault of each kind. */
const quickChaosTest =
  (...options: string[]) =>
  async (signal: AbortSignal): Promise<Count> => {
    await rm(CHAOS_COUNTS, { force: true });
    const args = ["tools/commands/test-chaos.ts", "--quick", "--seed", CHAOS_SEED, ...options];
    const passed = await tool("tsx/dist/cli.mjs", args, signal);
    const counted = await countChaos(CHAOS_COUNTS).catch(() => checkResult(false));
    return passed ? counted : { ...counted, failed: Math.max(1, counted.failed) };
  };

async function testBuild(): Promise<Count> {
  if (!(await isBuilt())) await build({ quiet: true });
  return checkResult(true);
}

// Whatever sends scripts with several keys: the queue, the gate, the rate limits.
const QUEUE_TESTS = [
  "tests/integration/queue",
  "tests/integration/outbox/queue-sink",
  "tests/api/accounts",
  "tests/api/queue",
  "tests/api/gate",
];
// Of `npm run test:fast`: the heart of the queue, of booking and of payments, about two seconds a file.
const QUICK = [
  ...["admission", "join-and-leave", "poll-interval", "session.test"].map((name) => `tests/integration/queue/${name}`),
  ...["hold", "release", "seat-map", "sweep"].map((name) => `tests/integration/booking/${name}`),
  ...["charge", "pay", "refund"].map((name) => `tests/integration/payments/${name}`),
  "tests/integration/core/idempotency",
];

const lint = async (signal: AbortSignal) => checkResult(await tool("@biomejs/biome/bin/biome", ["check", "."], signal));

const contract = (part: string, where: string, settings: Settings): Step => ({
  part,
  name: `the contract ${where}`,
  run: vitest("integration", ["tests/api", "tests/pages", "tests/security/pages"], settings),
});

/**
 * Everything `npm test` runs; `npm test -- <part>` runs one part of it. Stages follow each other; the lanes of a stage
 * run beside each other, on engines of their own, and what waits in one lane leaves the machine to the other. The
 * browser tests have the machine to themselves.
 */
export const STAGES: Step[][][] = [
  [
    [
      { part: "lint", name: "lint", run: lint },
      { part: "types", name: "types", run: types },
    ],
    [{ part: "unit", name: "unit tests", run: vitest("unit") }],
  ],
  [
    [{ part: "integration", name: "integration tests", prepare: prepareEngines, run: vitest("integration") }],
    [
      { part: "integration", name: "race tests", prepare: prepareEngines, run: vitest("race") },
      besideTool(KCAT, { name: "events over Kafka's protocol", tests: "Kafka's protocol", folders: ["tests/kafka"] }),
      besideTool(REDIS_SERVER, {
        name: "the queue on a Redis Cluster",
        tests: "a Redis Cluster",
        folders: [...QUEUE_TESTS, "tests/cluster"],
        settings: { TEST_REDIS_TRANSPORT: "cluster" },
      }),
      besideTool(POSTGRES, {
        name: "a backup restored",
        tests: "a backup and its restore",
        folders: ["tests/backup"],
      }),
      besideTool(NGINX, { name: "polling through nginx", tests: "nginx", folders: ["tests/edge"] }),
      contract("integration", "over Upstash's REST transport", { TEST_REDIS_TRANSPORT: "upstash" }),
      { part: "e2e", name: "build", run: testBuild },
    ],
  ],
  [
    [
      contract("integration", "through the production server", { TEST_MOUNT: "serve" }),
      { part: "chaos", name: "chaos test", run: quickChaosTest("--untimed") }, // mostly waits
    ],
    [contract("e2e", "through Next", { TEST_MOUNT: "next" })],
  ],
  [[{ part: "e2e", name: "browser tests", prepare: prepareBrowser, run: browserTests("e2e *") }]],
];

/** What takes too long for every run: `npm test -- <part>` alone. */
export const ON_DEMAND: Step[] = [
  { part: "quick", name: "quick integration tests", prepare: prepareEngines, run: vitest("integration", QUICK) },
  { part: "timing", name: "timing of the engines and the API", prepare: prepareEngines, run: vitest("timing") },
  { part: "timing", name: "recovery after faults", run: quickChaosTest() },
  { part: "timing", name: "build", run: testBuild },
  { part: "timing", name: "timing of pages", prepare: prepareBrowser, run: browserTests("timing *") },
  {
    part: "plans",
    name: "query plans with a million seats",
    run: vitest("integration", ["tests/integration/database/query-plans-at-scale"], { PLANS_SEATS: "1000000" }),
  },
  besideTool(NGINX, {
    part: "edge",
    name: "ten thousand pollers through nginx",
    tests: "nginx",
    folders: ["tests/edge"],
    settings: { EDGE_POLLERS: "10000", EDGE_SECONDS: "20" },
  }),
];
