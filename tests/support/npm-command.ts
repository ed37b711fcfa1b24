import { spawn } from "node:child_process";
import { ENV_NAMES } from "@/lib/core/env";

type Ended = { code: number | null; output: string };

/** The caller's environment without any setting of Jari's, and with these. */
export function bareEnvironment(settings: Record<string, string> = {}): NodeJS.ProcessEnv {
  const env = { ...process.env };
  for (const name of ENV_NAMES) delete env[name];
  return Object.assign(env, settings);
}

/** Runs `npm run <name>` as npm would, with only these settings, to its end. */
export function runNpmCommand(
  [name, ...args]: [string, ...string[]],
  settings: Record<string, string> = {},
): Promise<Ended> {
  const child = spawn(process.execPath, ["tools/launcher.mjs", name, ...args], {
    env: bareEnvironment(settings),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
    });
  }
  return new Promise((resolve, reject) => child.on("error", reject).on("close", (code) => resolve({ code, output })));
}
