import { defineConfig } from "@playwright/test";

const ARGS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];

const PHONE = {
  locale: "ko-KR",
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  deviceScaleFactor: 2,
};
const DESKTOP = { locale: "en-US", viewport: { width: 1280, height: 800 } };
const MOVES_TIME = /(hold-expiry|hold)\.spec\.ts/; // time is everybody's: these run alone, after the others

/** `npm test -- e2e` starts a server of its own, finds a browser and names both here. */
export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [["list"], ["json"]] : "list",
  use: {
    baseURL: process.env.JARI_E2E_URL ?? "http://localhost:3000",
    timezoneId: "Asia/Seoul",
    trace: "retain-on-failure",
    actionTimeout: 30_000, // what cannot be pressed fails there, and is not waited for until the test is over
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH || undefined,
      chromiumSandbox: false, // a container's root has none
      args: [...ARGS, "--disable-component-update", "--disable-sync"],
    },
  },
  projects: [
    { name: "ko-phone", use: PHONE, testIgnore: MOVES_TIME },
    { name: "en-desktop", use: DESKTOP, testIgnore: MOVES_TIME },
    { name: "ko-phone, time", use: PHONE, testMatch: MOVES_TIME, dependencies: ["ko-phone", "en-desktop"], workers: 1 },
    { name: "en-desktop, time", use: DESKTOP, testMatch: MOVES_TIME, dependencies: ["ko-phone, time"], workers: 1 },
  ],
});
