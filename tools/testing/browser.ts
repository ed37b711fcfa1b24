import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { print, UserError } from "../cli";
import { isRoot } from "../dev/services/os-user";

const SYSTEM = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const LIBRARIES = ["libnss3", "libnspr4", "libexpat1"]; // what the browser from npm needs of Debian

const runs = (path: string): boolean =>
  spawnSync(path, ["--version"], { stdio: "ignore", timeout: 30_000 }).status === 0;

/** The Chromium that comes in an npm package, for Linux machines without one. */
async function fromNpm(): Promise<string | null> {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  const path = await (await import("@sparticuz/chromium")).default.executablePath();
  if (!runs(path) && isRoot() && existsSync("/usr/bin/apt-get")) {
    print(`Installing what the browser needs: ${LIBRARIES.join(", ")}`);
    const options = { stdio: "ignore", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } } as const;
    spawnSync("apt-get", ["update"], options);
    spawnSync("apt-get", ["install", "-y", "--no-install-recommends", ...LIBRARIES], options);
  }
  return runs(path) ? path : null;
}

async function playwrightsOwn(): Promise<string | null> {
  const path = (await import("@playwright/test")).chromium.executablePath();
  return existsSync(path) && runs(path) ? path : null;
}

/** A Chromium that runs: CHROMIUM_PATH, the system's, npm's, Playwright's own. @throws Sentence when there is none. */
export async function findBrowser(): Promise<string> {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH) {
    if (runs(CHROMIUM_PATH)) return CHROMIUM_PATH;
    throw new UserError("CHROMIUM_PATH does not name a browser that runs.");
  }
  const found = SYSTEM.find((path) => existsSync(path) && runs(path)) ?? (await fromNpm()) ?? (await playwrightsOwn());
  if (found) return found;
  throw new UserError(
    `No browser runs here. Set CHROMIUM_PATH, install chromium or ${LIBRARIES.join(", ")}, or: npx playwright install chromium`,
  );
}
