import type { Refused } from "./actions";

const PATIENCE_MS = 700;
const TRIES = 6;

type Settled<Done> = Done | Refused | "unknown";

/**
 * Sends a request that carries an Idempotency-Key until its outcome is known: while the same request still runs
 * elsewhere (a double click, a second tab) it asks again. "unknown" when no answer came; the same key may ask again.
 */
export async function settle<Done extends { ok: true }>(
  send: () => Promise<Done | Refused>,
  wait = (ms: number) => new Promise((done) => setTimeout(done, ms)),
): Promise<Settled<Done>> {
  for (let tries = 0; tries < TRIES; tries++) {
    const answer = await send().catch(() => "unknown" as const);
    if (answer === "unknown" || answer.ok || answer.code !== "IDEMPOTENCY_IN_FLIGHT") return answer;
    await wait(PATIENCE_MS);
  }
  return "unknown";
}
