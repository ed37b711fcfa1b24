/** FNV-1a, 32 bits: the same text gives the same number on every machine and in every release. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}

export type SeededRandom = {
  /** From `from` up to `to`, in tenths. */
  between(from: number, to: number): number;
  /** A whole number from `from` to `to`, both included. */
  integer(from: number, to: number): number;
  chance(of: number): boolean;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
};

/** mulberry32, seeded from a text, so that every poster is drawn the same way each time. */
export function seededRandom(text: string): SeededRandom {
  let state = hash(text);
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    between: (from, to) => Math.round((from + next() * (to - from)) * 10) / 10, // a tenth is enough, and short in the page
    integer: whole,
    chance: (of) => next() < of,
    pick: (items) => items[whole(0, items.length - 1)] ?? items[0],
  };
}
