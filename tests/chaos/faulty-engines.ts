import { readFileSync } from "node:fs";
import path from "node:path";
import type { Engine } from "@/tools/dev/services/launch";
import { startPostgres } from "@/tools/dev/services/postgres";
import { childPidsOf } from "@/tools/dev/services/process-tree";
import { startValkey } from "@/tools/dev/services/valkey";
import type { Shutdown } from "@/tools/dev/shutdown";

/** An engine that can be hurt. `kill` does not ask; what is started again has the same address. */
export type FaultyEngine = {
  url: string;
  kill(): Promise<void>;
  start(): Promise<void>;
  pause(): void;
  resume(): void;
};

/** Signals a process that may have ended by itself meanwhile. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // it is gone
  }
}

/** Postgres as it is run in production: what it has said is committed survives. */
export async function startFaultyPostgres(shutdown: Shutdown, folder: string, password: string): Promise<FaultyEngine> {
  const dataDir = path.join(folder, "postgres");
  let engine: Engine = await startPostgres({ dataDir, password });
  const { url, port } = engine;
  const postmaster = () => Number(readFileSync(path.join(dataDir, "postmaster.pid"), "utf8").split("\n")[0]);
  shutdown.add({ name: "Postgres", stop: () => engine.stop() });
  return {
    url,
    async kill() {
      process.kill(postmaster(), "SIGQUIT"); // immediate mode: no checkpoint, no goodbye
      await engine.exited;
    },
    async start() {
      engine = await startPostgres({ dataDir, password, port });
      if (engine.port !== port) throw new Error("somebody took the port of Postgres");
    },
    pause() {
      process.kill(postmaster(), "SIGSTOP"); // first, so that it begins no other
      for (const pid of childPidsOf(postmaster())) signal(pid, "SIGSTOP"); // each leads a group of its own
    },
    resume() {
      for (const pid of [...childPidsOf(postmaster()), postmaster()]) signal(pid, "SIGCONT");
    },
  };
}

/** Valkey without persistence: when it is killed, everything is lost. */
export async function startFaultyValkey(shutdown: Shutdown): Promise<FaultyEngine> {
  let engine: Engine = await startValkey();
  const { url, port } = engine;
  shutdown.add({ name: "Valkey", stop: () => engine.stop() });
  return {
    url,
    async kill() {
      process.kill(engine.pid, "SIGKILL");
      await engine.exited;
    },
    async start() {
      engine = await startValkey({ port });
      if (engine.port !== port) throw new Error("somebody took the port of Valkey");
    },
    pause: () => process.kill(engine.pid, "SIGSTOP"),
    resume: () => process.kill(engine.pid, "SIGCONT"),
  };
}
