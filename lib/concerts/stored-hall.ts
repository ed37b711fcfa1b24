import { type HallDrawing, type HallInput, planHall } from "./halls";

const EMPTY_DRAWING: HallDrawing = {
  kind: "plain",
  name: "",
  box: { x: 0, y: 0, width: 0, height: 0 },
  seatRadius: 0,
  grades: [],
  areas: [],
};

const hasKey = (hall: unknown, key: string): hall is object => typeof hall === "object" && hall !== null && key in hall;

/** The drawing in `schedule.hall`; a hall that is stored as its input is planned again. */
export function loadDrawing(hall: unknown): HallDrawing {
  if (hasKey(hall, "kind")) return hall as HallDrawing;
  const planned = hasKey(hall, "type") ? planHall(hall as HallInput) : null;
  return planned?.ok ? planned.hall.drawing : EMPTY_DRAWING;
}
