import type { Box, HallArea, HallDrawing, Point } from "@/lib/concerts/halls/hall";
import { boundingBox, SEAT_PITCH, seatPitch } from "./geometry";
import type { Seat } from "./types";

/** A hall in SEAT_PITCH units, its seats in the order they came in; `scale` converts areas from the plan's units. */
export type HallLayout = { points: Point[]; numbers: number[]; scale: number; box: Box; areas: HallArea[] };

/** Scales any plan to one seat pitch, so that shapes, letters and targets have the same size in every hall. */
export function layoutHall(seats: readonly Pick<Seat, "x" | "y" | "number">[], drawing: HallDrawing): HallLayout {
  const scale = SEAT_PITCH / seatPitch(seats);
  const points = seats.map(({ x, y }) => ({ x: x * scale, y: y * scale }));
  const { box } = drawing;
  const corners = [
    { x: box.x * scale, y: box.y * scale },
    { x: (box.x + box.width) * scale, y: (box.y + box.height) * scale },
  ];
  return {
    points,
    numbers: seats.map(({ number }) => number),
    scale,
    box: boundingBox([...points, ...corners]),
    areas: drawing.areas,
  };
}

export const isStage = ({ shape, text }: HallArea): boolean => shape !== "text" && /stage|무대/i.test(text?.text ?? "");
