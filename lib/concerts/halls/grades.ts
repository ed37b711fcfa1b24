import type { HallGrade, PlannedSeat } from "./hall";

const SPARE_LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"];

/** Distinct letters of grades: the first free one of the name, else any free one, else a number. */
export function assignGradeLetters(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name, index) => {
    const candidates = [...name.toUpperCase()].filter((letter) => /[\p{L}\p{N}]/u.test(letter));
    const letter = [...candidates, ...SPARE_LETTERS].find((candidate) => !taken.has(candidate)) ?? String(index + 1);
    taken.add(letter);
    return letter;
  });
}

/** The grades that have seats, dearest first, each with its letter and how many seats it has. */
export function countGrades(prices: readonly { name: string; price: number }[], seats: PlannedSeat[]): HallGrade[] {
  const count = new Map<string, number>();
  for (const { grade } of seats) count.set(grade, (count.get(grade) ?? 0) + 1);
  const used = prices.filter(({ name }) => count.has(name)).sort((a, b) => b.price - a.price);
  const letters = assignGradeLetters(used.map(({ name }) => name));
  return used.map(({ name, price }, index) => ({
    name,
    letter: letters[index] ?? "",
    price,
    seats: count.get(name) ?? 0,
  }));
}
