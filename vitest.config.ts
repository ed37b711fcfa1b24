import { configDefaults, defineConfig } from "vitest/config";

// Tests beside a program of the system run when they are told where it is (tools/testing/external-tools.ts), those of pages
// beside a Next that serves them.
const NEEDS = {
  "tests/kafka/**": process.env.KCAT_PATH,
  "tests/edge/**": process.env.NGINX_PATH,
  "tests/backup/**": process.env.PG_BIN,
  "tests/pages/**": process.env.TEST_MOUNT === "next" ? "a build" : undefined,
};
const missing = Object.entries(NEEDS).flatMap(([tests, path]) => (path ? [] : [tests]));

export default defineConfig({
  resolve: { alias: { "@": import.meta.dirname } },
  test: {
    include: ["tests/**/*.test.ts"],
    exclude: [...configDefaults.exclude, ...missing],
    globalSetup: ["tests/support/engines.ts", "tests/support/redis-transport.ts", "tests/support/http-mount.ts"],
    setupFiles: ["tests/support/setup.ts"],
    pool: "forks",
    fileParallelism: false, // one pair of engines; the races want the machine to themselves
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
