import { type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { UserError } from "../cli";
import { ROOT } from "../root";

const STOP_TIMEOUT_MS = 15_000; // longer than a graceful stop takes; then it is stopped hard
const EXIT_WITH_PARENT = pathToFileURL(path.join(ROOT, "tools/dev/exit-with-parent.mjs")).href;
const TSX = pathToFileURL(path.join(ROOT, "node_modules/tsx/dist/loader.mjs")).href;

/** A Node process that ends when this one does. `exited` settles with its exit code. */
export type Child = {
  name: string;
  pid: number;
  exited: Promise<number | null>;
  stop(): Promise<void>;
  output(): string;
  show(): void;
};

type Options = { env: NodeJS.ProcessEnv; quiet?: boolean };
const KEPT_CHARACTERS = 8_000;

/**
 * Starts `node file args` on a leash; TypeScript runs as it is. `quiet` keeps its
 * output for `output()`, until `show()`.
 */
export function startChild(name: string, [file, ...args]: [string, ...string[]], { env, quiet }: Options): Child {
  const loader = file.endsWith(".ts") ? ["--import", TSX] : [];
  const show = quiet ? "pipe" : "inherit";
  const childEnv = { ...env, NEXT_TELEMETRY_DISABLED: "1", JARI_LAUNCHER: String(process.pid) };
  const options: SpawnOptions = { cwd: ROOT, env: childEnv, stdio: ["ignore", show, show, "ipc"] };
  const child = spawn(
    process.execPath,
    ["--import", EXIT_WITH_PARENT, ...loader, path.join(ROOT, file), ...args],
    options,
  );
  const exited = once(child, "exit").then(([code]) => code as number | null);
  let buffer = "";
  const streams = [child.stdout, child.stderr];
  for (const stream of streams) {
    stream?.on("data", (chunk) => {
      buffer = (buffer + chunk).slice(-KEPT_CHARACTERS);
    });
  }
  return {
    name,
    pid: child.pid ?? 0,
    exited,
    output: () => buffer.trim(),
    show: () => {
      for (const stream of streams) stream?.pipe(process.stderr, { end: false });
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
      await exited;
      clearTimeout(timer);
    },
  };
}

/** Runs `node file args` to its end. @throws with its output unless it ended well. */
export async function runChild(name: string, command: [string, ...string[]], options: Options): Promise<string> {
  const child = startChild(name, command, options);
  const code = await child.exited;
  if (code !== 0) throw new UserError(`${name} failed (exit code ${code})\n${child.output()}`);
  return child.output();
}
