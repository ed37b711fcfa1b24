/** Progress of one number, kept for the tab: its first position, and how far the bar has come, 0 to 1. */
export type Progress = { number: number; start: number; reached: number };

/**
 * Progress at a new position. The bar only moves forward for one number, whatever the position does; another number
 * begins afresh. `position` is 1 for the next fan to be admitted, 0 once admitted.
 */
export function advance(before: Progress | null, number: number, position: number): Progress {
  const previous = before?.number === number ? before : { number, start: position, reached: 0 };
  const start = Math.max(previous.start, position);
  return { number, start, reached: Math.max(previous.reached, (start + 1 - position) / (start + 1)) };
}

const isProgress = (value: unknown): value is Progress =>
  typeof value === "object" &&
  value !== null &&
  ["number", "start", "reached"].every((key) => Number.isFinite((value as Record<string, unknown>)[key]));

/** Parses stored progress; null for anything damaged or foreign. */
export function parseProgress(stored: string | null): Progress | null {
  try {
    const value: unknown = JSON.parse(stored ?? "null");
    return isProgress(value) ? value : null;
  } catch {
    return null;
  }
}
