/** What a tab remembers of the wait: the place's number, the position it began at, and how far the bar has come. */
export type Memory = { number: number; start: number; reached: number };

/**
 * How far through the line a place is, 0 to 1. Only ever forward for one number, whatever the position does; another
 * number is another wait and begins afresh. `position` is 1 for the next fan to be let in, 0 once inside.
 */
export function advance(memory: Memory | null, number: number, position: number): Memory {
  const known = memory?.number === number ? memory : { number, start: position, reached: 0 };
  const start = Math.max(known.start, position);
  return { number, start, reached: Math.max(known.reached, (start + 1 - position) / (start + 1)) };
}

const isMemory = (value: unknown): value is Memory =>
  typeof value === "object" &&
  value !== null &&
  ["number", "start", "reached"].every((key) => Number.isFinite((value as Record<string, unknown>)[key]));

/** Reads what `JSON.stringify` kept of a memory; anything else, damaged or from elsewhere, counts as nothing. */
export function recall(kept: string | null): Memory | null {
  try {
    const value: unknown = JSON.parse(kept ?? "null");
    return isMemory(value) ? value : null;
  } catch {
    return null;
  }
}
