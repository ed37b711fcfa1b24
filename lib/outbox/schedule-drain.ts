import { describeError } from "@/lib/core/describe-error";
import { log } from "@/lib/core/log";
import { processSingleton } from "@/lib/core/singleton";

const COALESCE_MS = 100; // events of one rush leave together

type State = { scheduled: boolean; running: Promise<void> | null; rerun: boolean };
const state = processSingleton<State>("outbox drain", () => ({ scheduled: false, running: null, rerun: false }));

async function run(drain: () => Promise<unknown>): Promise<void> {
  await Promise.resolve()
    .then(drain)
    .catch((error) => log.warn({ err: describeError(error) }, "a drain after a commit failed; the cron comes by"));
  state.running = null;
  if (state.rerun) scheduleDrain(drain);
}

/** Runs `drain` soon, once for all calls meanwhile; never throws or blocks an exit. The cron delivers the rest. */
export function scheduleDrain(drain: () => Promise<unknown>): void {
  if (state.running) state.rerun = true;
  if (state.scheduled || state.running) return;
  state.scheduled = true;
  setTimeout(() => {
    state.scheduled = false;
    state.rerun = false;
    state.running = run(drain);
  }, COALESCE_MS).unref();
}

/** Resolves when no scheduled drain is running. */
export const drainSettled = async (): Promise<void> => void (await state.running);
