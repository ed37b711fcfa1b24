import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { build, isBuilt } from "../build";
import { print } from "../cli";
import { startChild } from "../dev/child-process";
import { ensurePostgresUser } from "../dev/services/os-user";
import { postgresBinaries } from "../dev/services/postgres-binaries";
import { ensurePrismaClient } from "../generate/prisma-client";
import { ROOT } from "../root";
import { findBrowser } from "./browser";
import { type ExternalTool, findOrInstallTool, findTool } from "./external-tools";
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

/** Runs a tool of node_modules to its end, its output shown; true when it ended well. It ends when this process does. */
async function tool(file: string, args: string[], signal: AbortSignal, settings: Settings = {}): Promise<boolean> {
  const child = startChild(file, [path.join("node_modules", file), ...args], { env: { ...process.env, ...settings } });
  const stop = () => void child.stop();
  signal.addEventListener("abort", stop);
  const code = await child.exited;
  signal.removeEventListener("abort", stop);
  return code === 0;
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

type Project = "unit" | "integration" | "race" | "commands" | "timing";

export const vitest =
  (project: Project, folders: string[] = [], settings: Settings = {}) =>
  (signal: AbortSignal) =>
    withReport(countVitest, (file) => {
      const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
      return tool("vitest/vitest.mjs", ["run", `--project=${project}`, ...folders, ...reporters], signal, settings);
    });

export async function types(signal: AbortSignal): Promise<Count> {
  ensurePrismaClient();
  const generated = await tool("next/dist/bin/next", ["typegen"], signal);
  return checkResult(
    generated && (await tool("typescript/bin/tsc", ["--noEmit", "--project", "tsconfig.test.json"], signal)),
  );
}

export const browserTests =
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
export const prepareEngines = () =>
  ensurePostgresUser()
    .then(postgresBinaries)
    .catch(() => {});

export const prepareBrowser = () => findBrowser().catch(() => {});

type ToolTests = { name: string; part?: string; tests: string; folders: string[]; settings?: Settings };

/** Tests beside an external program. Without it they do not run, which is printed, and a failure in CI. */
export function besideTool(
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
export const quickChaosTest =
  (...options: string[]) =>
  async (signal: AbortSignal): Promise<Count> => {
    await rm(CHAOS_COUNTS, { force: true });
    const args = ["tools/commands/test-chaos.ts", "--quick", "--seed", CHAOS_SEED, ...options];
    const passed = await tool("tsx/dist/cli.mjs", args, signal);
    const counted = await countChaos(CHAOS_COUNTS).catch(() => checkResult(false));
    return passed ? counted : { ...counted, failed: Math.max(1, counted.failed) };
  };

export async function testBuild(): Promise<Count> {
  if (!(await isBuilt())) await build({ quiet: true });
  return checkResult(true);
}

export const lint = async (signal: AbortSignal) =>
  checkResult(await tool("@biomejs/biome/bin/biome", ["check", "."], signal));

export const contract = (part: string, where: string, settings: Settings): Step => ({
  part,
  name: `the contract ${where}`,
  run: vitest("integration", ["tests/api", "tests/pages", "tests/security/pages"], settings),
});
