// The only file that runs before anything is installed: checks Node, installs, then runs tools/commands/<name>.ts, or
// tools/<name>.ts for a name with a folder. It has no dependencies and no syntax newer than the versions it has to reject.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const [name = "", ...args] = process.argv.slice(2);
const at = (...parts) => path.join(ROOT, ...parts);
const COMMAND = at("tools", name.includes("/") ? `${name}.ts` : `commands/${name}.ts`);

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(`Jari needs Node 20.19 or newer; this is Node ${process.versions.node}. See https://nodejs.org.`);
}

/** Production commands live on what a production install has; the others need everything. */
const RUNS_WITHOUT_DEV = ["start", "migrate", "audit", "rehearse"];
const STAMP = at("node_modules", ".jari-installed");

const lockHash = () =>
  createHash("sha256")
    .update(readFileSync(at("package-lock.json")))
    .digest("hex");
const changedAt = (file) => (existsSync(file) ? statSync(file).mtimeMs : 0);

function isInstalled() {
  if (RUNS_WITHOUT_DEV.includes(name)) return existsSync(at("node_modules", "tsx"));
  if (!existsSync(at("node_modules", "vitest")) || !existsSync(at("node_modules", "tsx"))) return false;
  if (existsSync(STAMP)) return readFileSync(STAMP, "utf8") === lockHash();
  return changedAt(at("node_modules", ".package-lock.json")) >= changedAt(at("package-lock.json")); // installed by hand
}

function install() {
  if (isInstalled()) return;
  const began = Date.now();
  console.log("Installing dependencies (npm ci) …");
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ["npm"];
  const command = [...npm.slice(1), "ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const { status, error } = spawnSync(npm[0], command, { cwd: ROOT, stdio: "inherit" });
  if (status !== 0) fail(`npm ci failed${error ? `: ${error.message}` : ""}. Run it by hand to see more.`);
  writeFileSync(STAMP, lockHash());
  console.log(`Installed dependencies (${((Date.now() - began) / 1000).toFixed(1)} s)`);
}

/** Settings of a file beside the code, for every command but the tests, which bring their own. */
function readDotEnv() {
  if (name !== "test" && existsSync(at(".env"))) process.loadEnvFile(at(".env"));
}

function run() {
  const tsx = pathToFileURL(at("node_modules", "tsx", "dist", "loader.mjs")).href;
  const child = spawn(process.execPath, ["--import", tsx, COMMAND, ...args], {
    cwd: ROOT,
    stdio: ["inherit", "inherit", "inherit", "ipc"], // the channel tells the script when this process is gone
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(signal ? 1 : code));

  // npm hands its signals on, but a killed npm cannot: notice that it, or the shell it started this with, is gone.
  if (!process.env.npm_lifecycle_event) return;
  const shell = process.ppid;
  const npm = parentOf(shell);
  const left = () => process.ppid !== shell || (npm > 1 && parentOf(shell) !== npm);
  setInterval(() => left() && child.kill("SIGTERM"), 1_000).unref();
}

function parentOf(pid) {
  try {
    if (process.platform === "linux")
      return Number(
        readFileSync(`/proc/${pid}/stat`, "utf8")
          .replace(/^.*\) \S /s, "")
          .split(" ")[0],
      );
    return Number(spawnSync("ps", ["-o", "ppid=", "-p", String(pid)], { encoding: "utf8" }).stdout);
  } catch {
    return 0;
  }
}

checkNode();
if (!existsSync(COMMAND)) fail("Usage: node tools/launcher.mjs demo | dev | build | start | migrate | audit | test");
install();
readDotEnv();
run();
