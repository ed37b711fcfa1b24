import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { onTestFinished } from "vitest";

/**
 * Runs a script of ours as a process of its own, with these settings beside the test's; one that is kept is started again
 * whenever it ends by itself, as a supervisor does. It does not outlive its test.
 */
export function runProgram(script: string, settings: Record<string, string> = {}, { kept = false } = {}) {
  let said = "";
  let look = () => {};
  let killed = false;
  let child: ChildProcessByStdio<null, Readable, null>;
  const run = async (): Promise<void> => {
    const env = { ...process.env, ...settings };
    child = spawn(process.execPath, ["--import", "tsx", script], { env, stdio: ["ignore", "pipe", "inherit"] });
    child.stdout.on("data", (chunk) => {
      said += chunk;
      look();
    });
    await once(child, "close");
    if (kept && !killed) await run();
  };
  const ended = run();
  const kill = async () => {
    killed = true;
    child.kill("SIGKILL");
    await ended;
  };
  onTestFinished(kill);
  return {
    /** Resolves once it has printed `mark` this often; rejects when it ends before. */
    saying: (mark: string, times: number) =>
      new Promise<void>((resolve, reject) => {
        look = () => said.split(mark).length > times && resolve();
        void ended.then(() => reject(new Error(`${script} ended after saying ${said.slice(-200)}`)));
        look();
      }),
    kill,
  };
}
