import { classNames } from "./class-names";
import { gradeBackground } from "./grade-classes";

/** A grade's colour with its letter on it. `index` is its index in the list of grades, dearest first. */
export function GradeChip({ index, letter }: { index: number; letter: string }) {
  return (
    <span
      aria-hidden="true"
      className={classNames(
        "inline-grid size-7 flex-none place-items-center rounded-full font-bold text-grade-ink text-xs",
        gradeBackground(index),
      )}
    >
      {letter}
    </span>
  );
}
