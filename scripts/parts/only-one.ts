import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { keepFile, keptFile } from "./home";
import { Sentence } from "./say";

function commandLine(pid: number): string {
  try {
    if (process.platform === "linux") return readFileSync(`/proc/${pid}/cmdline`, "utf8");
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return ""; // nothing runs under this pid
  }
}

/** Two starts on the same data would pull it from under each other. @throws Sentence when one is running. */
export async function onlyOne(url: string): Promise<void> {
  const kept = await keptFile("running.json");
  if (kept) {
    const other = JSON.parse(kept) as { pid: number; url: string };
    if (other.pid !== process.pid && /scripts\/(demo|dev)\.ts/.test(commandLine(other.pid))) {
      throw new Sentence(
        `Jari is already running from this folder: ${other.url} (process ${other.pid}). Stop it first.`,
      );
    }
  }
  await keepFile("running.json", JSON.stringify({ pid: process.pid, url }));
}
