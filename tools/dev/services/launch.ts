import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Report } from "./child-main";

const TSX = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

/** An engine running as a process of its own. `exited` settles with its exit code. */
export type Engine = {
  name: string;
  url: string;
  port: number;
  pid: number;
  exited: Promise<number | null>;
  stop(): Promise<void>;
};

const reportOf = (child: ChildProcess): Promise<Report> =>
  new Promise((resolve) => {
    child.once("message", (message) => resolve(message as Report));
    child.once("exit", (code) => resolve({ ready: false, reason: `its process ended with code ${code}` }));
    child.once("error", (error) => resolve({ ready: false, reason: error.message }));
  });

/** Forks `file` of this folder, hands it its settings and waits until it serves. @throws with the reason it gave. */
export async function launch(name: string, file: string, settings: object): Promise<Omit<Engine, "url" | "port">> {
  const child = fork(path.join(import.meta.dirname, file), {
    execArgv: ["--import", TSX, "--disable-warning=ExperimentalWarning"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const exited = once(child, "exit").then(([code]) => code as number | null);
  child.send(settings);
  const report = await reportOf(child);
  if (!report.ready) throw new Error(`${name} did not start: ${report.reason}`);
  return {
    name,
    pid: child.pid ?? 0,
    exited,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      await exited;
    },
  };
}
