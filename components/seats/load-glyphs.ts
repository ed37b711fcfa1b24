import type { HallArea } from "@/lib/concerts/halls/hall";
import type { Seat } from "./types";

/** Loads the subsets of the page's font that a hall's texts need: unlike a page, a canvas is not redrawn when a font arrives. */
export async function loadGlyphs(
  canvas: Element | null,
  areas: readonly HallArea[],
  seats: readonly Pick<Seat, "label" | "grade">[],
): Promise<void> {
  if (!canvas) return;
  const letters = new Set(areas.flatMap(({ text }) => [...(text?.text ?? "")]));
  for (const { label, grade } of seats) for (const letter of label + grade.charAt(0)) letters.add(letter);
  await document.fonts.load(`800 12px ${getComputedStyle(canvas).fontFamily}`, [...letters].join("")).catch(() => {});
}
