import { log } from "@/lib/core/log";
import { oncePerProcess } from "@/lib/core/once";

const GATHER_MS = 100; // facts of one rush leave together

const state = oncePerProcess("outbox kick", () => ({ waiting: false, busy: false, again: false }));

/**
 * Lets `drain` run soon, once for however many ask: a courtesy after a commit. It never throws and never keeps the
 * caller, nor the process, waiting; what it misses is the cron's.
 */
export function kick(drain: () => Promise<unknown>): void {
  if (state.busy) state.again = true;
  if (state.waiting || state.busy) return;
  state.waiting = true;
  setTimeout(async () => {
    Object.assign(state, { waiting: false, busy: true, again: false });
    await drain().catch((error) =>
      log.warn({ err: String(error) }, "a drain after a commit failed; the cron comes by"),
    );
    state.busy = false;
    if (state.again) kick(drain);
  }, GATHER_MS).unref();
}
