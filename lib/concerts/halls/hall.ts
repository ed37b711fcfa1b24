/** A grade of a plain hall: the seats numbered `from`..`to`, both included. `price` in whole won. */
export type GradeCut = { name: string; price: number; from: number; to: number };
export type PlainHall = { type: "plain"; seats: number; grades: GradeCut[] };

/** A seating plan in pretix's format, and the price in whole won of each of its categories. */
export type ImportedHall = { type: "imported"; plan: unknown; prices: Record<string, number> };
export type HallInput = PlainHall | ImportedHall;

export type Point = { x: number; y: number };
export type Box = Point & { width: number; height: number };

export type PlannedSeat = Point & {
  number: number;
  section: string;
  row: string;
  label: string;
  grade: string;
  price: number;
};

/** `letter` is unique in its hall and tells grades apart without colour. */
export type HallGrade = { name: string; letter: string; price: number; seats: number };

export type AreaText = Point & { text: string; size: number; color: string | null };

/** `x`, `y`: an ellipse's centre, a rectangle's corner or a polygon's origin, and the pivot of `rotation` (degrees). */
export type HallArea = Point & {
  rotation: number;
  fill: string | null;
  stroke: string | null;
  text: AreaText | null;
} & (
    | { shape: "polygon"; points: Point[] }
    | { shape: "rectangle"; width: number; height: number }
    | { shape: "ellipse"; rx: number; ry: number }
    | { shape: "text" }
  );

export type HallDrawing = {
  kind: "plain" | "imported";
  name: string;
  box: Box;
  seatRadius: number;
  grades: HallGrade[];
  areas: HallArea[];
};

export type Hall = { seats: PlannedSeat[]; drawing: HallDrawing };
