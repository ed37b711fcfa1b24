import type { ColorResolver } from "./css-colors";
import { gradeCssVariable } from "./grade-classes";
import type { HallProps } from "./hall-props";
import type { Seat, SeatAppearance } from "./types";
import type { Size, View } from "./view";

type Scene = Pick<HallProps, "hall" | "seats" | "gradeOf" | "lookOf" | "shown">;
/** Seats that look alike from afar, as places in the list. */
type OverviewGroup = { variable: string; alpha: number; scale: number; seatIndexes: number[] };

export const DIMMED_ALPHA = 0.22; // what the legend's filter leaves out

const SCALES: Record<SeatAppearance, number> = { free: 0.5, mine: 0.5, chosen: 1, held: 0.25, taken: 0.25 };
const cssVariableFor = (look: SeatAppearance, grade: number) =>
  look === "free" || look === "mine" ? gradeCssVariable(grade) : look === "chosen" ? "--ink" : "--edge";

/** Sorts a hall's seats by how they look from afar: once for each change, not for each frame. */
export function groupForOverview({ seats, gradeOf, lookOf, shown }: Scene): OverviewGroup[] {
  const groups = new Map<string, OverviewGroup>();
  const add = (seat: Seat, place: number) => {
    const look = lookOf(seat);
    const [variable, alpha] = [cssVariableFor(look, gradeOf(seat).place), shown(seat) ? 1 : DIMMED_ALPHA];
    const key = `${variable} ${alpha} ${SCALES[look]}`;
    const group = groups.get(key);
    if (group) group.seatIndexes.push(place);
    else groups.set(key, { variable, alpha, scale: SCALES[look], seatIndexes: [place] });
  };
  for (const [place, seat] of seats.entries()) add(seat, place);
  return [...groups.values()].sort((a, b) => a.scale - b.scale); // the chosen ones last, over the others
}

type Canvas = { context: CanvasRenderingContext2D; colorOf: ColorResolver };

/** From afar a square is a seat as well, and ten times quicker. Sold and held ones are smaller, chosen ones larger. */
export function drawOverview(
  { context, colorOf }: Canvas,
  specks: OverviewGroup[],
  { hall }: Scene,
  view: View,
  size: Size,
): void {
  const { k, x: left, y: top } = view;
  for (const { variable, alpha, scale, seatIndexes } of specks) {
    context.fillStyle = colorOf(variable);
    context.globalAlpha = alpha;
    const half = 18 * k * scale;
    for (const place of seatIndexes) {
      const point = hall.points[place];
      if (!point) continue;
      const [x, y] = [point.x * k + left, point.y * k + top];
      if (x < -half || y < -half || x > size.width + half || y > size.height + half) continue;
      context.fillRect(x - half, y - half, 2 * half, 2 * half);
    }
  }
}
