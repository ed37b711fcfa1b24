import type { ActionError } from "./types";

const RETRY_DELAY_MS = 700;
const MAX_ATTEMPTS = 6;

/**
 * Sends a request that carries an Idempotency-Key, and again while the same request is still running elsewhere (a double
 * click, a second tab). "unknown" where no answer came: the same key may be sent again.
 */
export async function retryWhileInFlight<Success extends { ok: true }>(
  send: () => Promise<Success | ActionError>,
  wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms)),
): Promise<Success | ActionError | "unknown"> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const result = await send().catch(() => "unknown" as const);
    if (result === "unknown" || result.ok || result.code !== "IDEMPOTENCY_IN_FLIGHT") return result;
    await wait(RETRY_DELAY_MS);
  }
  return "unknown";
}
