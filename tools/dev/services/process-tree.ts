import { execFileSync } from "node:child_process";

/** The processes that a process has begun and that still run. */
export function childPidsOf(pid: number): number[] {
  const pairs = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  return pairs
    .map((pair) => pair.trim().split(/\s+/).map(Number))
    .filter(([, parent]) => parent === pid)
    .map(([child = 0]) => child);
}
