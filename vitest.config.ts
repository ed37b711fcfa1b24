import { configDefaults, defineConfig } from "vitest/config";

const UNIT = ["tests/unit/**/*.test.ts", "tests/architecture.test.ts"];
// Projects of their own, so that npm test runs them beside the others.
const RACE = ["tests/race/**/*.test.ts"];
const COMMANDS = ["tests/commands/**/*.test.ts"];
const TIMING = ["tests/timing/**/*.test.ts"];

// Tests beside an external program run when a variable says where it is (tools/testing/external-tools.ts), those of
// pages when Next serves them.
const NEEDS = {
  "tests/kafka/**": process.env.KCAT_PATH,
  "tests/cluster/**": process.env.REDIS_SERVER_PATH,
  "tests/edge/**": process.env.NGINX_PATH,
  "tests/backup/**": process.env.PG_BIN,
  "tests/pages/**": process.env.TEST_MOUNT === "next" ? "a build" : undefined,
  "tests/security/pages/**": process.env.TEST_MOUNT === "next" ? "a build" : undefined,
};
const missing = Object.entries(NEEDS).flatMap(([tests, path]) => (path ? [] : [tests]));

const SECRET = "a secret of the unit tests, which connect to nothing";
const NO_ENGINES = {
  NODE_ENV: "test" as const,
  LOG_LEVEL: "silent",
  DATABASE_URL: "postgresql://unused:unused@127.0.0.1:1/unused",
  REDIS_URL: "redis://127.0.0.1:1",
  NEXTAUTH_SECRET: SECRET,
  CRON_SECRET: SECRET,
};

const withEngines = {
  globalSetup: ["tests/support/engines.ts", "tests/support/redis-transport.ts", "tests/support/http-mount.ts"],
  setupFiles: ["tests/support/setup.ts"],
  fileParallelism: false, // the files share one pair of engines, and races need all connections
};

export default defineConfig({
  resolve: { alias: { "@": import.meta.dirname } },
  test: {
    pool: "forks",
    // Stops, not claims: many times what a quiet machine needs.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    projects: [
      { extends: true, test: { name: "unit", include: UNIT, env: NO_ENGINES, sequence: { groupOrder: 0 } } },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["tests/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...UNIT, ...RACE, ...COMMANDS, ...TIMING, ...missing],
          sequence: { groupOrder: 1 },
          ...withEngines,
        },
      },
      { extends: true, test: { name: "race", include: RACE, sequence: { groupOrder: 2 }, ...withEngines } },
      { extends: true, test: { name: "commands", include: COMMANDS, sequence: { groupOrder: 4 }, ...withEngines } },
      { extends: true, test: { name: "timing", include: TIMING, sequence: { groupOrder: 3 }, ...withEngines } },
    ],
  },
});
