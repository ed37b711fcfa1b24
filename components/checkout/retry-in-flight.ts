import type { ActionError } from "./types";

const RETRY_DELAY_MS = 700;
const MAX_ATTEMPTS = 6;

type SettledResult<Done> = Done | ActionError | "unknown";

/**
 * Sends a request that carries an Idempotency-Key until its outcome is known: while the same request still runs
 * elsewhere (a double click, a second tab) it asks again. "unknown" when no answer came; the same key may ask again.
 */
export async function retryWhileInFlight<Done extends { ok: true }>(
  send: () => Promise<Done | ActionError>,
  wait = (ms: number) => new Promise((done) => setTimeout(done, ms)),
): Promise<SettledResult<Done>> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const result = await send().catch(() => "unknown" as const);
    if (result === "unknown" || result.ok || result.code !== "IDEMPOTENCY_IN_FLIGHT") return result;
    await wait(RETRY_DELAY_MS);
  }
  return "unknown";
}
