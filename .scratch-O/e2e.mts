import { spawn } from "node:child_process";
import { findBrowser } from "../tools/testing/browser";
import { testSite } from "../tools/testing/test-site";
const site = await testSite();
const CHROMIUM_PATH = await findBrowser();
const c = spawn("node", ["node_modules/@playwright/test/cli.js", "test", ...process.argv.slice(2)], { stdio: "inherit", env: { ...process.env, ...site.settings, CHROMIUM_PATH } });
const code = await new Promise((r) => c.on("exit", r));
await site.stop();
process.exit(Number(code));
