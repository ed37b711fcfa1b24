// Written out because Tailwind only generates classes that it finds in the source.
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

/** The background class of a grade, by its index in the list of grades, dearest first. */
export const gradeBackground = (index: number): string => BACKGROUNDS[index % BACKGROUNDS.length] ?? "";

/** The CSS variable with a grade's colour. */
export const gradeCssVariable = (index: number): string => `--grade-${(index % BACKGROUNDS.length) + 1}`;
