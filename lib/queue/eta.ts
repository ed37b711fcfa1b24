/** What the line knew about its own speed at its last step. People and milliseconds. */
export type Throughput = {
  active: number;
  capacity: number;
  admitPerMinute: number;
  rateFreeInMs: number;
  meanSessionMs: number;
  moving: boolean;
};

/** The pace out of the outlook that the line keeps (`scripts/data.ts`), told at `now` (ms of the line's clock). */
export function decodeThroughput(snapshot: readonly number[], now: number): Throughput {
  const [, active = 0, capacity = 0, admitPerMinute = 0, rateFreeAt = 0, meanSessionMs = 0, moving = 0] = snapshot;
  const rateFreeInMs = Math.max(0, rateFreeAt - now);
  return { active, capacity, admitPerMinute, rateFreeInMs, meanSessionMs, moving: moving === 1 };
}

/**
 * Seconds until a waiting fan is let in, or null while nobody is: the slower of two limits.
 * Rate: the window frees its next admission in `rateFreeInMs`, then lets in `admitPerMinute` a minute.
 * Room: free slots go at once; the others come free at capacity / (mean session) a second, which is Little's law,
 * L = λW, for a full house (Little, "A Proof for the Queuing Formula: L = λW", 1961).
 */
export function etaSeconds(position: number, pace: Throughput): number | null {
  const { active, capacity, admitPerMinute } = pace;
  if (!pace.moving || capacity <= 0 || admitPerMinute <= 0) return null;
  const byRateMs = pace.rateFreeInMs + ((position - 1) * 60_000) / admitPerMinute;
  const departuresNeeded = Math.max(0, position - (capacity - active));
  const byRoomMs = (departuresNeeded * pace.meanSessionMs) / capacity;
  return Math.max(1, Math.ceil(Math.max(byRateMs, byRoomMs) / 1000));
}
