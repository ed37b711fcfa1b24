import { readdirSync, readFileSync } from "node:fs";

export const PROCESS_GROUPS = ["server", "Next", "Postgres", "Valkey", "nginx", "load"] as const;
export type ProcessGroup = (typeof PROCESS_GROUPS)[number];
export type CpuSeconds = Partial<Record<ProcessGroup, number>>;

type ProcessInfo = { pid: number; parent: number; ticks: number; command: string };

const TICKS_PER_SECOND = 100; // USER_HZ of every Linux that Node runs on

const PATTERNS: [ProcessGroup, RegExp][] = [
  ["load", /onsale[\\/]load-child/],
  ["nginx", /\bnginx: /],
  ["Next", /^next-server|[\\/]next[\\/]dist[\\/]bin[\\/]next\b/],
  ["server", /api-server[\\/]main\.mjs/],
  ["Valkey", /valkey-process|(?:redis|valkey)-server/],
  ["Postgres", /postgres(?:-process|:| -D|\/bin)|\bpostmaster\b/],
];

/** Which part of the service a command line belongs to. */
export const processGroupOf = (command: string): ProcessGroup | null =>
  PATTERNS.find(([, pattern]) => pattern.test(command))?.[0] ?? null;

function readProcess(pid: number): ProcessInfo | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // utime, stime, and those of children that have ended (proc_pid_stat(5), fields 14 to 17)
    const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0);
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    return { pid, parent: Number(fields[1]), ticks, command };
  } catch {
    return null; // it has ended meanwhile
  }
}

function listProcesses(): ProcessInfo[] {
  try {
    const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    return pids.flatMap((pid) => readProcess(Number(pid)) ?? []);
  } catch {
    return []; // not on Linux
  }
}

/**
 * The processor time that each part has used so far: of `root` and what it started, or of the whole machine. A process
 * without a name of its own belongs to its parent's part. Empty where there is no /proc.
 */
export function cpuSecondsByGroup(root?: number): CpuSeconds {
  const processes = new Map(listProcesses().map((info) => [info.pid, info]));
  const totals: CpuSeconds = {};
  for (const info of processes.values()) {
    let group: ProcessGroup | null = null;
    let isOurs = root === undefined;
    for (let at: ProcessInfo | undefined = info; at; at = processes.get(at.parent)) {
      group ??= processGroupOf(at.command);
      if (at.pid === root) isOurs = true;
    }
    if (group && isOurs) totals[group] = (totals[group] ?? 0) + info.ticks / TICKS_PER_SECOND;
  }
  return totals;
}

/** The later of two readings, where a process that has ended meanwhile keeps what it had used. */
export const latestCpu = (before: CpuSeconds, now: CpuSeconds): CpuSeconds =>
  Object.fromEntries(
    PROCESS_GROUPS.flatMap((group) => {
      const most = Math.max(before[group] ?? 0, now[group] ?? 0);
      return before[group] === undefined && now[group] === undefined ? [] : [[group, most]];
    }),
  );

/** What each part has used between two readings. */
export const cpuBetween = (before: CpuSeconds, after: CpuSeconds): CpuSeconds =>
  Object.fromEntries(
    PROCESS_GROUPS.filter((group) => after[group] !== undefined).map((group) => [
      group,
      (after[group] ?? 0) - (before[group] ?? 0),
    ]),
  );
