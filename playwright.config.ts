import { defineConfig } from "@playwright/test";

const ARGS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];

/** `npm test -- e2e` starts a server of its own, finds a browser and names both here. */
export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [["list"], ["json"]] : "list",
  use: {
    baseURL: process.env.JARI_E2E_URL ?? "http://localhost:3000",
    timezoneId: "Asia/Seoul",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH || undefined,
      chromiumSandbox: false, // a container's root has none
      args: [...ARGS, "--disable-component-update", "--disable-sync"],
    },
  },
  projects: [
    {
      name: "ko-phone",
      use: {
        locale: "ko-KR",
        viewport: { width: 390, height: 844 },
        hasTouch: true,
        isMobile: true,
        deviceScaleFactor: 2,
      },
    },
    { name: "en-desktop", use: { locale: "en-US", viewport: { width: 1280, height: 800 } } },
  ],
});
