/** What the line knew about its own speed at its last step. People and milliseconds. */
export type Pace = {
  active: number;
  capacity: number;
  admitPerMinute: number;
  rateFreeInMs: number;
  meanSessionMs: number;
  moving: boolean;
};

/** The pace out of the outlook that the line keeps (`scripts/data.ts`), told at `now` (ms of the line's clock). */
export function readPace(outlook: string, now: number): Pace {
  const [, active = 0, capacity = 0, admitPerMinute = 0, rateFreeAt = 0, meanSessionMs = 0, moving = 0] = outlook
    .split(" ")
    .map(Number);
  const rateFreeInMs = Math.max(0, rateFreeAt - now);
  return { active, capacity, admitPerMinute, rateFreeInMs, meanSessionMs, moving: moving === 1 };
}

const FRONT = 100; // people: so many are asked to look every 1.5 s, about 70 requests a second
const FRONT_MS = 1_500;
const MS_PER_PERSON = 20; // behind the front: ten more people ahead, a fifth of a second more patience
const FARTHEST_MS = 30_000;
const ACTIVE_MS = 10_000;
const JITTER = 0.2; // ± share, so that those who came together do not ask together for ever

/**
 * Seconds until a waiting fan is let in, or null while nobody is: the slower of two limits.
 * Rate: the window frees its next admission in `rateFreeInMs`, then lets in `admitPerMinute` a minute.
 * Room: free slots go at once; the others come free at capacity / (mean session) a second, which is Little's law,
 * L = λW, for a full house (Little, "A Proof for the Queuing Formula: L = λW", 1961).
 */
export function etaSeconds(position: number, { active, capacity, admitPerMinute, ...pace }: Pace): number | null {
  if (!pace.moving || capacity <= 0 || admitPerMinute <= 0) return null;
  const byRateMs = pace.rateFreeInMs + ((position - 1) * 60_000) / admitPerMinute;
  const departuresNeeded = Math.max(0, position - (capacity - active));
  const byRoomMs = (departuresNeeded * pace.meanSessionMs) / capacity;
  return Math.max(1, Math.ceil(Math.max(byRateMs, byRoomMs) / 1000));
}

const jittered = (ms: number, random: number) => Math.round(ms * (1 - JITTER + 2 * JITTER * random));

/**
 * Milliseconds until a waiting fan should ask again: at most two seconds near the front, longer further back, but never
 * past half of their estimated wait. `random` in 0..1.
 */
export function pollAfterMs(position: number, eta: number | null, random = Math.random()): number {
  const byPosition = FRONT_MS + Math.max(0, position - FRONT) * MS_PER_PERSON;
  const byEta = eta === null ? FARTHEST_MS : Math.max(FRONT_MS, eta * 500);
  return jittered(Math.min(byPosition, byEta, FARTHEST_MS), random);
}

/** The same for a fan who was let in: seldom, but in time to see the session's end. */
export function activePollAfterMs(sessionLeftMs: number, random = Math.random()): number {
  return Math.min(jittered(ACTIVE_MS, random), Math.max(FRONT_MS, sessionLeftMs));
}
