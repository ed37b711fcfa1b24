/** What a tab remembers of the wait: the place's number, the position it began at, and how far the bar has come. */
export type Progress = { number: number; start: number; reached: number };

/**
 * How far through the line a place is, 0 to 1. Only ever forward for one number, whatever the position does; another
 * number is another wait and begins afresh. `position` is 1 for the next fan to be let in, 0 once inside.
 */
export function advance(progress: Progress | null, number: number, position: number): Progress {
  const previous = progress?.number === number ? progress : { number, start: position, reached: 0 };
  const start = Math.max(previous.start, position);
  return { number, start, reached: Math.max(previous.reached, (start + 1 - position) / (start + 1)) };
}

const isProgress = (value: unknown): value is Progress =>
  typeof value === "object" &&
  value !== null &&
  ["number", "start", "reached"].every((key) => Number.isFinite((value as Record<string, unknown>)[key]));

/** Reads what `JSON.stringify` kept of a memory; anything else, damaged or from elsewhere, counts as nothing. */
export function parseProgress(stored: string | null): Progress | null {
  try {
    const value: unknown = JSON.parse(stored ?? "null");
    return isProgress(value) ? value : null;
  } catch {
    return null;
  }
}
