/** A seat as `GET /api/seats` shows it, as far as a choice needs. */
export type MapSeat = { number: number; section: string; row: string; grade: string; price: number };

/** The seats of one area that people look at as one, the most wanted first. */
export type Block = { seats: MapSeat[] };

const BLOCK_SEATS = 100; // about what one looks at on a phone
const PARTY_SIZES = [0.25, 0.55, 0.1, 0.1] as const; // share of fans who want one, two, three and four seats

/** An index, each as often as its weight says. */
function pickWeighted(weights: readonly number[], random: () => number): number {
  let left = random() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [index, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return index;
  }
  return 0;
}

/** How many seats a fan wants, at most `limit`. */
export const partySize = (limit: number, random: () => number): number =>
  Math.min(limit, 1 + pickWeighted(PARTY_SIZES, random));

/** The blocks of a hall, dearest grades and lowest numbers first: nearer the stage. */
export function blocksOf(seats: readonly MapSeat[]): Block[] {
  const areas = new Map<string, MapSeat[]>();
  for (const seat of seats) {
    const name = `${seat.section}\n${seat.grade}`;
    areas.set(name, [...(areas.get(name) ?? []), seat]);
  }
  const blocks = [...areas.values()].flatMap((area) => {
    const inOrder = area.toSorted((a, b) => a.number - b.number);
    const count = Math.ceil(inOrder.length / BLOCK_SEATS);
    return Array.from({ length: count }, (_, n) => ({ seats: inOrder.slice(n * BLOCK_SEATS, (n + 1) * BLOCK_SEATS) }));
  });
  const rank = ({ seats: [first] }: Block) => [-(first?.price ?? 0), first?.number ?? 0] as const;
  return blocks.toSorted((a, b) => rank(a)[0] - rank(b)[0] || rank(a)[1] - rank(b)[1]);
}

/** One block of those with free seats: the n-th most wanted is taken 1/n times as often as the first. */
const pickBlock = (free: readonly MapSeat[][], random: () => number): MapSeat[] =>
  free[
    pickWeighted(
      free.map((_, index) => 1 / (index + 1)),
      random,
    )
  ] ?? [];

const isBeside = (a: MapSeat | undefined, b: MapSeat | undefined) =>
  a?.row === b?.row && b?.number === (a?.number ?? 0) + 1;

/** Where runs of `size` free seats beside each other begin. */
function runsOf(free: readonly MapSeat[], size: number): number[] {
  const starts: number[] = [];
  let length = 0;
  for (let index = 0; index < free.length; index++) {
    length = index > 0 && isBeside(free[index - 1], free[index]) ? length + 1 : 1;
    if (length >= size) starts.push(index - size + 1);
  }
  return starts;
}

/**
 * The numbers of the seats a fan takes: `size` beside each other in a popular block, else as many as are left there.
 * Empty when nothing is free.
 */
export function chooseSeats(
  blocks: readonly Block[],
  isFree: (seat: MapSeat) => boolean,
  size: number,
  random: () => number,
): number[] {
  const free = blocks.map(({ seats }) => seats.filter(isFree)).filter((seats) => seats.length > 0);
  const block = pickBlock(free, random);
  const runs = runsOf(block, size);
  const from = runs.length > 0 ? (runs[Math.floor(random() * runs.length)] ?? 0) : 0;
  return block.slice(from, from + size).map(({ number }) => number);
}
