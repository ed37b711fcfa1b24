import { EnvError, env } from "@/lib/core/env";
import { logConsole } from "@/lib/observability/console-log";
import { startTracingIfConfigured } from "@/lib/observability/tracing";

// A missing or malformed setting ends the process with one clear message.
function validateEnv(): void {
  try {
    env();
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    process.stderr.write(`\n${error.message}\n`);
    process.exit(1);
  }
}

/** Validates the settings and starts tracing, before Next serves anything. */
export async function startNodeProcess(): Promise<void> {
  validateEnv();
  if (env().NODE_ENV === "production") logConsole();
  await startTracingIfConfigured();
}
