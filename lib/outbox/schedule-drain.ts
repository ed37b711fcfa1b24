import { log } from "@/lib/core/log";
import { processSingleton } from "@/lib/core/singleton";

const COALESCE_MS = 100; // facts of one rush leave together

const state = processSingleton("outbox kick", () => ({ scheduled: false, running: false, rerun: false }));

/**
 * Lets `drain` run soon, once for however many ask: a courtesy after a commit. It never throws and never keeps the
 * caller, nor the process, waiting; what it misses is the cron's.
 */
export function scheduleDrain(drain: () => Promise<unknown>): void {
  if (state.running) state.rerun = true;
  if (state.scheduled || state.running) return;
  state.scheduled = true;
  setTimeout(async () => {
    Object.assign(state, { waiting: false, busy: true, again: false });
    await drain().catch((error) =>
      log.warn({ err: String(error) }, "a drain after a commit failed; the cron comes by"),
    );
    state.running = false;
    if (state.rerun) scheduleDrain(drain);
  }, COALESCE_MS).unref();
}
