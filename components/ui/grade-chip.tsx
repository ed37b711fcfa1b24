// Written out, so that the style sheet has them: place in the list of grades, dearest first.
const BACKGROUNDS = [
  "bg-grade-1",
  "bg-grade-2",
  "bg-grade-3",
  "bg-grade-4",
  "bg-grade-5",
  "bg-grade-6",
  "bg-grade-7",
  "bg-grade-8",
];

/** A grade's colour with its letter on it. `place` is its place in the list of grades, from 0, dearest first. */
export function GradeChip({ place, letter }: { place: number; letter: string }) {
  const ground = BACKGROUNDS[place % BACKGROUNDS.length];
  return (
    <span
      aria-hidden="true"
      className={`inline-grid size-7 flex-none place-items-center rounded-full font-bold text-grade-ink text-xs ${ground}`}
    >
      {letter}
    </span>
  );
}
