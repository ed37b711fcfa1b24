import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { UserError } from "../cli";
import { installDebianPackages } from "./debian-packages";

const SYSTEM = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const LIBRARIES = ["libnss3", "libnspr4", "libexpat1"]; // of Debian, for the browser from npm

const runs = (path: string): boolean =>
  spawnSync(path, ["--version"], { stdio: "ignore", timeout: 30_000 }).status === 0;

/** The Chromium that comes in an npm package, for Linux machines without one. */
async function fromNpm(): Promise<string | null> {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  const path = await (await import("@sparticuz/chromium")).default.executablePath();
  if (!runs(path)) await installDebianPackages(LIBRARIES, "The browser that comes from npm needs these libraries.");
  return runs(path) ? path : null;
}

async function playwrightsOwn(): Promise<string | null> {
  const path = (await import("@playwright/test")).chromium.executablePath();
  return existsSync(path) && runs(path) ? path : null;
}

/** A Chromium that runs: CHROMIUM_PATH, the system's, npm's, Playwright's own. @throws UserError when there is none. */
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
