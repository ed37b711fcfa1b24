/** Rates of one round, in requests a second. */
export type Pair = { ours: number; baseline: number };

/** The median. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [below = 0, above = 0] = [sorted[sorted.length % 2 ? middle : middle - 1], sorted[middle]];
  return (below + above) / 2;
}

/** The medians of several rounds. */
export type PairedMedian = Pair & { ratio: number };

/** The medians of both rates and of the ratios within a round, which other work on the machine changes least. */
export const pairedMedian = (pairs: readonly Pair[]): PairedMedian => ({
  ours: median(pairs.map(({ ours }) => ours)),
  baseline: median(pairs.map(({ baseline }) => baseline)),
  ratio: median(pairs.map(({ ours, baseline }) => ours / baseline)),
});

type Round = (round: number) => Promise<number>;

/** Runs both by turns, each first in every other round. */
export async function alternate(rounds: number, ours: Round, baseline: Round): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (let round = 0; round < rounds; round++) {
    if (round % 2) pairs.push({ baseline: await baseline(round), ours: await ours(round) });
    else pairs.push({ ours: await ours(round), baseline: await baseline(round) });
  }
  return pairs;
}
