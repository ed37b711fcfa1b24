import { EnvError, env } from "@/lib/core/env";

/** Ends the process with one clear message when a setting is missing or malformed. */
export function requireSettings(): void {
  try {
    env();
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    process.stderr.write(`\n${error.message}\n`);
    process.exit(1);
  }
}
