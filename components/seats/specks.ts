import { gradeVariable } from "./grade-classes";
import type { HallProps } from "./hall-props";
import type { Ink } from "./inks";
import type { Look, Seat } from "./types";
import type { Size, View } from "./view";

type Scene = Pick<HallProps, "hall" | "seats" | "gradeOf" | "lookOf" | "shown">;
/** Seats that look alike from afar, as places in the list. */
type Speck = { variable: string; alpha: number; reach: number; places: number[] };

export const DIM = 0.22; // what the legend's filter leaves out

const REACHES: Record<Look, number> = { free: 0.5, mine: 0.5, chosen: 1, held: 0.25, taken: 0.25 };
const variableOf = (look: Look, grade: number) =>
  look === "free" || look === "mine" ? gradeVariable(grade) : look === "chosen" ? "--ink" : "--edge";

/** Sorts a hall's seats by how they look from afar: once for each change, not for each frame. */
export function specksOf({ seats, gradeOf, lookOf, shown }: Scene): Speck[] {
  const specks = new Map<string, Speck>();
  const add = (seat: Seat, place: number) => {
    const look = lookOf(seat);
    const [variable, alpha] = [variableOf(look, gradeOf(seat).place), shown(seat) ? 1 : DIM];
    const key = `${variable} ${alpha} ${REACHES[look]}`;
    const alike = specks.get(key);
    if (alike) alike.places.push(place);
    else specks.set(key, { variable, alpha, reach: REACHES[look], places: [place] });
  };
  for (const [place, seat] of seats.entries()) add(seat, place);
  return [...specks.values()].sort((a, b) => a.reach - b.reach); // the chosen ones last, over the others
}

type Canvas = { context: CanvasRenderingContext2D; ink: Ink };

/** From afar a square is a seat as well, and ten times quicker. Sold and held ones are smaller, chosen ones larger. */
export function paintSpecks({ context, ink }: Canvas, specks: Speck[], { hall }: Scene, view: View, size: Size): void {
  const { k, x: left, y: top } = view;
  for (const { variable, alpha, reach, places } of specks) {
    context.fillStyle = ink(variable);
    context.globalAlpha = alpha;
    const half = 18 * k * reach;
    for (const place of places) {
      const point = hall.points[place];
      if (!point) continue;
      const [x, y] = [point.x * k + left, point.y * k + top];
      if (x < -half || y < -half || x > size.width + half || y > size.height + half) continue;
      context.fillRect(x - half, y - half, 2 * half, 2 * half);
    }
  }
}
