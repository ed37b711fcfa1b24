import { EnvError, env } from "@/lib/core/env";
import { traceIfAsked } from "@/lib/core/trace";

/** Ends the process with one clear message when a setting is missing or malformed. */
function requireSettings(): void {
  try {
    env();
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    process.stderr.write(`\n${error.message}\n`);
    process.exit(1);
  }
}

/** What a process of Next does first. */
export async function begin(): Promise<void> {
  requireSettings();
  await traceIfAsked();
}
