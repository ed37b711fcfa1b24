import type { HallArea } from "@/lib/concerts/halls/hall";
import type { Seat } from "./types";

/**
 * Fetches the pieces of the page's font that a hall's words need. A canvas draws with what is there, and not again when more has
 * come, as a page does: whoever paints it has to wait for these.
 */
export async function loadGlyphs(
  canvas: Element | null,
  areas: readonly HallArea[],
  seats: readonly Seat[],
): Promise<void> {
  if (!canvas) return;
  const letters = new Set(areas.flatMap(({ text }) => [...(text?.text ?? "")]));
  for (const { label, grade } of seats) for (const letter of label + grade.charAt(0)) letters.add(letter);
  await document.fonts.load(`800 12px ${getComputedStyle(canvas).fontFamily}`, [...letters].join("")).catch(() => {});
}
