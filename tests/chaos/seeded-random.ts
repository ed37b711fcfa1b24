export type SeededRandom = {
  /** A whole number below `limit`. */
  below(limit: number): number;
  /** True so many times out of a hundred. */
  percentChance(percent: number): boolean;
  shuffled<T>(list: readonly T[]): T[];
};

/** Chance that is the same for the same seed (mulberry32): what faults come, when and how long. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed;
  const below = (limit: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(1, Math.floor(limit));
  };
  return {
    below,
    percentChance: (percent) => below(100) < percent,
    shuffled: (list) => {
      const left = [...list];
      return Array.from(list, () => left.splice(below(left.length), 1)).flat();
    },
  };
}
