import { gradeCssVariable } from "../ui/grade-classes";
import type { HallLayout } from "./hall-layout";
import type { HallProps } from "./hall-props";
import type { RenderTarget } from "./seat-renderer";
import { gradeIndexOf, isShown, type SeatAppearance, seatAppearance } from "./types";
import type { Size, View } from "./view";

/** Seats that look alike from afar. */
export type OverviewGroup = { variable: string; alpha: number; scale: number; seatIndexes: number[] };

export const DIMMED_ALPHA = 0.22; // of seats that the legend's filter leaves out

const SCALES: Record<SeatAppearance, number> = { free: 0.5, mine: 0.5, chosen: 1, held: 0.25, taken: 0.25 };

function cssVariableFor(appearance: SeatAppearance, gradeIndex: number): string {
  if (appearance === "free" || appearance === "mine") return gradeCssVariable(gradeIndex);
  return appearance === "chosen" ? "--ink" : "--edge";
}

/** Groups seats by how they look from afar, once for each change and not for each frame; chosen ones come last, on top. */
export function groupForOverview({
  seats,
  grades,
  chosen,
  shownGrade,
}: Pick<HallProps, "seats" | "grades" | "chosen" | "shownGrade">): OverviewGroup[] {
  const groups = new Map<string, OverviewGroup>();
  for (const [index, seat] of seats.entries()) {
    const appearance = seatAppearance(seat, chosen.includes(seat.number));
    const variable = cssVariableFor(appearance, gradeIndexOf(seat, grades));
    const alpha = isShown(seat, shownGrade) ? 1 : DIMMED_ALPHA;
    const scale = SCALES[appearance];
    const key = `${variable} ${alpha} ${scale}`;
    const group = groups.get(key);
    if (group) group.seatIndexes.push(index);
    else groups.set(key, { variable, alpha, scale, seatIndexes: [index] });
  }
  return [...groups.values()].sort((a, b) => a.scale - b.scale);
}

/** Draws each seat as a square, ten times faster than as a disc; held and sold ones smaller, chosen ones larger. */
export function drawOverview(
  { context, colorOf }: Pick<RenderTarget, "context" | "colorOf">,
  groups: readonly OverviewGroup[],
  { points }: HallLayout,
  { k, x: left, y: top }: View,
  { width, height }: Size,
): void {
  for (const { variable, alpha, scale, seatIndexes } of groups) {
    context.fillStyle = colorOf(variable);
    context.globalAlpha = alpha;
    const half = 18 * k * scale;
    for (const index of seatIndexes) {
      const point = points[index];
      if (!point) continue;
      const [x, y] = [point.x * k + left, point.y * k + top];
      if (x < -half || y < -half || x > width + half || y > height + half) continue;
      context.fillRect(x - half, y - half, 2 * half, 2 * half);
    }
  }
}
