const BEFORE_SHARE = 0.3; // of all fans: they wait for the opening in the waiting room
const BEFORE_TIME_SHARE = 1 / 3; // of the whole time
const STEEPNESS = 1.5; // the nearer to the opening, the more come a second

/** When each of `count` fans opens the page, in milliseconds from the opening (negative: before it), in order. */
export function arrivalTimes(count: number, withinMs: number, random: () => number): number[] {
  const before = withinMs * BEFORE_TIME_SHARE;
  const after = withinMs - before;
  const times = Array.from({ length: count }, (_, n) => {
    const distance = random() ** STEEPNESS;
    return n < count * BEFORE_SHARE ? -before * distance : after * distance;
  });
  return times.sort((a, b) => a - b);
}

/** How long before the opening the first fans come, in milliseconds. */
export const leadMsOf = (withinMs: number): number => withinMs * BEFORE_TIME_SHARE;
