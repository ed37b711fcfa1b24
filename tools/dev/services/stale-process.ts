import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const STOP_TIMEOUT_MS = 10_000; // a fast shutdown takes well under a second; after this, it is stopped hard

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** The pid may have been given to a stranger since: on Linux the command line tells whether it serves this folder. */
function serves(pid: number, dataDir: string): boolean {
  if (process.platform !== "linux") return true;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes(dataDir);
  } catch {
    return false;
  }
}

/** Stops the PostgreSQL that a killed launcher left running on this data folder, if there is one, and its pid file. */
export async function stopStaleProcess(dataDir: string): Promise<boolean> {
  const pidFile = path.join(dataDir, "postmaster.pid");
  let pid: number;
  try {
    pid = Number(readFileSync(pidFile, "utf8").split("\n")[0]);
  } catch {
    return false;
  }
  const found = pid > 1 && isAlive(pid) && serves(pid, dataDir);
  if (found) {
    process.kill(pid, "SIGINT");
    for (let waited = 0; isAlive(pid) && serves(pid, dataDir); waited += 50) {
      if (waited === STOP_TIMEOUT_MS) process.kill(pid, "SIGKILL");
      await delay(50);
    }
  }
  rmSync(pidFile, { force: true });
  return found;
}
