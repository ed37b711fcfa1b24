/** What one round of each did: how many a second. */
export type Pair = { ours: number; floor: number };

/** The middle one. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [below = 0, above = 0] = [sorted[sorted.length % 2 ? middle : middle - 1], sorted[middle]];
  return (below + above) / 2;
}

/** Several rounds as one. */
export type Middle = Pair & { ratio: number };

/** The middle of each, and the middle of the ratios within a round, which a change of the machine's mood spoils least. */
export const middleOf = (pairs: readonly Pair[]): Middle => ({
  ours: median(pairs.map(({ ours }) => ours)),
  floor: median(pairs.map(({ floor }) => floor)),
  ratio: median(pairs.map(({ ours, floor }) => ours / floor)),
});

type Round = (round: number) => Promise<number>;

/** So many rounds of both, by turns, each first in every other round. */
export async function byTurns(rounds: number, ours: Round, floor: Round): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (let round = 0; round < rounds; round++) {
    if (round % 2) pairs.push({ floor: await floor(round), ours: await ours(round) });
    else pairs.push({ ours: await ours(round), floor: await floor(round) });
  }
  return pairs;
}
