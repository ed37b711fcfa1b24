import { revalidatePath } from "next/cache";
import { onConcertsChange } from "@/lib/concerts";
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

/** Where Next itself saves a concert (an admin's form, the API on Vercel), no page that it keeps is served again. */
function dropPagesOnSave(): void {
  onConcertsChange(() => {
    try {
      revalidatePath("/shared/[locale]", "layout");
    } catch {
      // outside of a request there is nothing to tell; the page is at most a second old
    }
  });
}

/** Validates the settings and starts tracing, before Next serves anything. */
export async function startNodeProcess(): Promise<void> {
  validateEnv();
  if (env().NODE_ENV === "production") logConsole();
  dropPagesOnSave();
  await startTracingIfConfigured();
}
