import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { onTestFinished } from "vitest";

/**
 * Runs a script of ours as a process of its own, with these settings beside the test's; one that is kept is started again
 * whenever it ends by itself, as a supervisor does. It does not outlive its test.
 */
export function runProgram(script: string, settings: Record<string, string> = {}, { kept = false } = {}) {
  let output = "";
  let check = () => {};
  let killed = false;
  let child: ChildProcessByStdio<null, Readable, null>;
  const run = async (): Promise<void> => {
    const env = { ...process.env, ...settings };
    child = spawn(process.execPath, ["--import", "tsx", script], { env, stdio: ["ignore", "pipe", "inherit"] });
    child.stdout.on("data", (chunk) => {
      output += chunk;
      check();
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
        check = () => output.split(mark).length > times && resolve();
        void ended.then(() => reject(new Error(`${script} ended after saying ${output.slice(-200)}`)));
        check();
      }),
    kill,
  };
}
