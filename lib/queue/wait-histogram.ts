export type WaitHistogram = ReadonlyMap<number, number>;

const EXACT_BELOW = 8; // seconds

function bucketRange(bucket: number): { fromSeconds: number; seconds: number } {
  if (bucket < EXACT_BELOW) return { fromSeconds: bucket, seconds: 1 };
  const doublings = Math.floor(bucket / 4) - 1;
  return { fromSeconds: (bucket - 4 * doublings) * 2 ** doublings, seconds: 2 ** doublings };
}

/** The (lower) median in whole seconds: exact below 8 s, within an eighth above; buckets count as evenly spread. */
export function medianSeconds(waits: WaitHistogram): number | null {
  const buckets = [...waits].sort(([a], [b]) => a - b);
  const total = buckets.reduce((sum, [, fans]) => sum + fans, 0);
  let left = Math.ceil(total / 2);
  for (const [bucket, fans] of buckets) {
    if (left <= fans) {
      const { fromSeconds, seconds } = bucketRange(bucket);
      return Math.floor(fromSeconds + ((left - 0.5) / fans) * seconds);
    }
    left -= fans;
  }
  return null;
}

/** The sum of histograms. */
export function merge(all: readonly WaitHistogram[]): WaitHistogram {
  const sum = new Map<number, number>();
  for (const [bucket, fans] of all.flatMap((waits) => [...waits])) sum.set(bucket, (sum.get(bucket) ?? 0) + fans);
  return sum;
}
