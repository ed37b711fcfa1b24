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
const ALONE = /(hold-expiry|hold|admin-rehearsal)\.spec\.ts/; // the clock is shared, and there is one rehearsal at a time

const alone = (...dependencies: string[]) => ({ testMatch: ALONE, workers: 1, dependencies });

/**
 * `npm test -- e2e` and `npm run test:timing` start a server of their own, find a browser and name both here. The timeouts are
 * stops: many times what a quiet machine needs.
 */
export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  workers: 2,
  timeout: 240_000,
  expect: { timeout: 60_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [["list"], ["json"]] : "list",
  use: {
    baseURL: process.env.JARI_E2E_URL ?? "http://localhost:3000",
    timezoneId: "Asia/Seoul",
    trace: "retain-on-failure",
    actionTimeout: 60_000,
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH || undefined,
      chromiumSandbox: false, // a container's root has none
      args: [...ARGS, "--disable-component-update", "--disable-sync"],
    },
  },
  projects: [
    { name: "e2e ko-phone", use: PHONE, testIgnore: ALONE },
    { name: "e2e en-desktop", use: DESKTOP, testIgnore: ALONE },
    { name: "e2e ko-phone, clock", use: PHONE, ...alone("e2e ko-phone", "e2e en-desktop") },
    { name: "e2e en-desktop, clock", use: DESKTOP, ...alone("e2e ko-phone, clock") },
    { name: "timing ko-phone", use: PHONE, testDir: "tests/timing", workers: 1 },
    { name: "timing en-desktop", use: DESKTOP, testDir: "tests/timing", workers: 1, dependencies: ["timing ko-phone"] },
  ],
});
