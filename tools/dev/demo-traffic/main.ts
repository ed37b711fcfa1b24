// Demo traffic: seeded users who join, wait, hold, pay and leave at every concert whose demo traffic is switched on.
//   node --import tsx tools/dev/demo-traffic/main.ts http://127.0.0.1:3000

import { setMaxListeners } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { closeDb } from "@/lib/core/db";
import { describeError } from "@/lib/core/describe-error";
import { log } from "@/lib/core/log";
import { ApiError, Client } from "./client";
import { concertsWithTraffic, signInFans } from "./fixtures";
import { pauseAbout } from "./random";
import { runSession } from "./session";

const SYNC_INTERVAL_MS = 2_000;
const BETWEEN_SESSIONS_MS = 3_000;
const AFTER_ERROR_MS = 4_000;
const SIGN_IN_INTERVAL_MS = 24 * 60 * 60 * 1000; // a session is valid for seven days

/** One session after the other until the signal; an error only delays the next one. */
async function repeatSessions(client: Client, concertId: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await pauseAbout(BETWEEN_SESSIONS_MS, signal);
      await runSession(client, concertId, signal);
    } catch (error) {
      if (signal.aborted) return;
      log.debug({ err: describeError(error) }, "a session of the demo traffic failed");
      const retryAfterMs = error instanceof ApiError ? error.retryAfterMs : 0;
      await pauseAbout(Math.max(AFTER_ERROR_MS, retryAfterMs), signal).catch(() => {});
    }
  }
}

const base = process.argv[2] ?? "http://127.0.0.1:3000";
const running = new Map<string, AbortController>();
let fans: Client[] = [];
let signedInAt = 0;

async function syncConcerts(): Promise<void> {
  if (Date.now() - signedInAt > SIGN_IN_INTERVAL_MS) {
    for (const controller of running.values()) controller.abort();
    running.clear();
    fans = (await signInFans()).map((session) => new Client(base, session));
    signedInAt = Date.now();
  }
  const busy = new Set(await concertsWithTraffic());
  for (const [concertId, controller] of running) {
    if (busy.has(concertId)) continue;
    controller.abort();
    running.delete(concertId);
  }
  for (const concertId of busy) {
    if (running.has(concertId)) continue;
    const controller = new AbortController();
    setMaxListeners(0, controller.signal); // one listener for each user
    running.set(concertId, controller);
    for (const fan of fans) void repeatSessions(fan, concertId, controller.signal);
  }
}

const stopping = new AbortController();
process.on("SIGINT", () => {}); // Ctrl-C reaches the launcher too, which stops its children in order
process.once("SIGTERM", () => stopping.abort());

while (!stopping.signal.aborted) {
  await syncConcerts().catch((error: Error) =>
    log.warn({ err: describeError(error) }, "the demo traffic cannot read the concerts"),
  );
  await delay(SYNC_INTERVAL_MS, undefined, { signal: stopping.signal }).catch(() => {});
}
await closeDb();
process.exit();
