import type { HallArea, HallDrawing } from "@/lib/concerts/halls/hall";
import { type BoundingBox, boundingBox, type Point, SEAT_PITCH, seatPitch } from "./geometry";
import type { Seat } from "./types";

/** A hall ready to be drawn: seats in PITCH units, and the factor that brings areas to the same measure. */
export type HallLayout = { points: Point[]; numbers: number[]; scale: number; box: BoundingBox; areas: HallArea[] };

/** Brings any plan to one measure, so that shapes, letters and targets have one size in every hall. */
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
    box: boundingBox([...points.map(({ x, y }) => ({ x, y })), ...corners]),
    areas: drawing.areas,
  };
}
