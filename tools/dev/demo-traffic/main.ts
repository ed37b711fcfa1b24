// The demo's crowd: seeded fans who come, wait, hold, pay and leave at every concert whose crowd is switched on.
//   node --import tsx tools/dev/demo-traffic/main.ts http://127.0.0.1:3000
import { setMaxListeners } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { closeDb } from "@/lib/core/db";
import { log } from "@/lib/core/log";
import { ApiError, Client } from "./client";
import { concertsWithTraffic, signInFans } from "./fixtures";
import { pauseAbout } from "./random";
import { runSession } from "./session";

const LOOK_EVERY_MS = 2_000; // the switch is obeyed within seconds
const BETWEEN_VISITS_MS = 3_000;
const AFTER_TROUBLE_MS = 4_000;
const SESSIONS_LAST_MS = 24 * 60 * 60 * 1000; // they live seven days; a demo that runs longer gets new ones every day

/** One fan comes again and again until the crowd is sent home. Trouble is rested off: a demo's crowd never gives up. */
async function repeatSessions(client: Client, concertId: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await pauseAbout(BETWEEN_VISITS_MS, signal);
      await runSession(client, concertId, signal);
    } catch (error) {
      if (signal.aborted) return;
      log.debug({ err: error instanceof Error ? error.message : String(error) }, "a fan of the crowd was turned away");
      const asked = error instanceof ApiError ? error.retryAfterMs : 0;
      await pauseAbout(Math.max(AFTER_TROUBLE_MS, asked), signal).catch(() => {});
    }
  }
}

const base = process.argv[2] ?? "http://127.0.0.1:3000";
const crowds = new Map<string, AbortController>();
let fans: Client[] = [];
let signedInAt = 0;

async function syncConcerts(): Promise<void> {
  if (Date.now() - signedInAt > SESSIONS_LAST_MS) {
    for (const crowd of crowds.values()) crowd.abort();
    crowds.clear();
    fans = (await signInFans()).map((session) => new Client(base, session));
    signedInAt = Date.now();
  }
  const busy = new Set(await concertsWithTraffic());
  for (const [concertId, crowd] of crowds) {
    if (busy.has(concertId)) continue;
    crowd.abort();
    crowds.delete(concertId);
  }
  for (const concertId of busy) {
    if (crowds.has(concertId)) continue;
    const crowd = new AbortController();
    setMaxListeners(0, crowd.signal); // forty people listen
    crowds.set(concertId, crowd);
    for (const fan of fans) void repeatSessions(fan, concertId, crowd.signal);
  }
}

const leaving = new AbortController();
process.on("SIGINT", () => {}); // the launcher, which Ctrl-C reaches too, says when
process.once("SIGTERM", () => leaving.abort());

while (!leaving.signal.aborted) {
  await syncConcerts().catch((error: Error) =>
    log.warn({ err: error.message }, "the demo crowd cannot see the concerts"),
  );
  await delay(LOOK_EVERY_MS, undefined, { signal: leaving.signal }).catch(() => {});
}
await closeDb();
process.exit();
