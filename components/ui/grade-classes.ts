// Written out because Tailwind only generates classes that it finds in the source; in the order of grades, dearest first.
const FILLS = [
  "fill-grade-1",
  "fill-grade-2",
  "fill-grade-3",
  "fill-grade-4",
  "fill-grade-5",
  "fill-grade-6",
  "fill-grade-7",
  "fill-grade-8",
];
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
const VARIABLES = [
  "--grade-1",
  "--grade-2",
  "--grade-3",
  "--grade-4",
  "--grade-5",
  "--grade-6",
  "--grade-7",
  "--grade-8",
];

const pickFrom = (names: readonly string[]) => (gradeIndex: number) => names[gradeIndex % names.length] ?? "";

export const gradeFill = pickFrom(FILLS);
export const gradeBackground = pickFrom(BACKGROUNDS);
export const gradeCssVariable = pickFrom(VARIABLES);
