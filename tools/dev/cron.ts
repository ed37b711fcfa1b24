import { setTimeout as delay } from "node:timers/promises";

// Expired holds are swept and events delivered within seconds; the audit runs at the start and once a day.
const INTERVALS_MS = { sweep: 5_000, outbox: 3_000, audit: 24 * 60 * 60 * 1000 };

async function callRepeatedly(url: string, secret: string, everyMs: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const headers = { authorization: `Bearer ${secret}` };
    // A failed call is made up for by the next one; the server has logged it.
    await fetch(url, { headers, signal: AbortSignal.any([signal, AbortSignal.timeout(30_000)]) })
      .then((answer) => answer.arrayBuffer())
      .catch(() => {});
    await delay(everyMs, undefined, { signal }).catch(() => {});
  }
}

/** Calls the cron routes of the server at `base` again and again until the signal, as Vercel's scheduler does there. */
export async function runCron(base: string, secret: string, signal: AbortSignal): Promise<void> {
  const routes = Object.entries(INTERVALS_MS);
  await Promise.all(
    routes.map(([name, everyMs]) => callRepeatedly(`${base}/api/cron/${name}`, secret, everyMs, signal)),
  );
}
