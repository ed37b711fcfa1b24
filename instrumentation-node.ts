import { EnvError, env } from "@/lib/core/env";
import { startTracingIfConfigured } from "@/lib/core/span";

/** Ends the process with one clear message when a setting is missing or malformed. */
function validateEnv(): void {
  try {
    env();
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    process.stderr.write(`\n${error.message}\n`);
    process.exit(1);
  }
}

/** What a process of Next does first. */
export async function startNodeProcess(): Promise<void> {
  validateEnv();
  await startTracingIfConfigured();
}
