import { configDefaults, defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": import.meta.dirname } },
  test: {
    include: ["tests/**/*.test.ts"],
    exclude: process.env.KCAT_PATH ? configDefaults.exclude : [...configDefaults.exclude, "tests/kafka/**"],
    globalSetup: ["tests/support/engines.ts", "tests/support/transport.ts", "tests/support/transport-mount.ts"],
    setupFiles: ["tests/support/setup.ts"],
    pool: "forks",
    fileParallelism: false, // one pair of engines; the races want the machine to themselves
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
