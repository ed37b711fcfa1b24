import type { Box, HallArea, HallDrawing, Point } from "@/lib/concerts/halls/hall";
import { SEAT_PITCH, seatPitch } from "./geometry";

/** A hall in SEAT_PITCH units, its seats in the order they came in; `scale` converts areas from the plan's units. */
export type HallLayout = { points: Point[]; scale: number; box: Box; areas: HallArea[] };

/** Scales any plan to one seat pitch, so that shapes, letters and targets have the same size in every hall. */
export function layoutHall(seats: readonly Point[], drawing: HallDrawing): HallLayout {
  const scale = SEAT_PITCH / seatPitch(seats);
  const points = seats.map(({ x, y }) => ({ x: x * scale, y: y * scale }));
  const { box } = drawing;
  return {
    points,
    scale,
    box: { x: box.x * scale, y: box.y * scale, width: box.width * scale, height: box.height * scale },
    areas: drawing.areas,
  };
}

export const isStage = ({ shape, text }: HallArea): boolean => shape !== "text" && /stage|무대/i.test(text?.text ?? "");

/** The outline of an area as SVG path data, which a canvas takes too; empty for a mere text. */
export function areaPath(area: HallArea): string {
  if (area.shape === "polygon") return `M${area.points.map(({ x, y }) => `${x} ${y}`).join("L")}Z`;
  if (area.shape === "rectangle") return `M0 0H${area.width}V${area.height}H0Z`;
  if (area.shape === "text") return "";
  const half = `a${area.rx} ${area.ry} 0 0 0 `;
  return `M${-area.rx} 0${half}${2 * area.rx} 0${half}${-2 * area.rx} 0`;
}
