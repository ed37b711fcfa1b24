import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { UserError } from "../cli";
import { readDataFile, writeDataFile } from "./data-dir";

function commandLine(pid: number): string {
  try {
    if (process.platform === "linux") return readFileSync(`/proc/${pid}/cmdline`, "utf8");
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return ""; // no such process
  }
}

/** @throws UserError when another start uses the same data */
export async function requireNotRunning(): Promise<void> {
  const lock = await readDataFile("running.json");
  if (!lock) return;
  const { pid, url } = JSON.parse(lock) as { pid: number; url: string };
  if (pid === process.pid || !/tools\/commands\/(demo|dev)\.ts/.test(commandLine(pid))) return;
  throw new UserError(`Jari is already running from this folder: ${url} (process ${pid}). Stop it first.`);
}

/** Records this process as the one that uses the data. */
export const acquirePidLock = (url: string): Promise<void> =>
  writeDataFile("running.json", JSON.stringify({ pid: process.pid, url }));
