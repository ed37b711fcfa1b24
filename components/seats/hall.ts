import type { HallArea, HallDrawing } from "@/lib/catalogue/halls/hall";
import { type Box, boxOf, PITCH, type Point, pitchOf } from "./geometry";
import type { Seat } from "./types";

/** A hall ready to be drawn: seats in PITCH units, and the factor that brings areas to the same measure. */
export type PlacedHall = { points: Point[]; numbers: number[]; scale: number; box: Box; areas: HallArea[] };

/** Brings any plan to one measure, so that shapes, letters and targets have one size in every hall. */
export function place(seats: readonly Pick<Seat, "x" | "y" | "number">[], drawing: HallDrawing): PlacedHall {
  const scale = PITCH / pitchOf(seats);
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
    box: boxOf([...points.map(({ x, y }) => ({ x, y })), ...corners]),
    areas: drawing.areas,
  };
}
