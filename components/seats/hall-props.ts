import type { HallLayout } from "./hall-layout";
import type { Seat, SeatAppearance } from "./types";

/** What both drawings of a hall, the SVG and the canvas, are given. `seats` stand in the order of `hall.points`. */
export type HallProps = {
  hall: HallLayout;
  /** The poster's colours, for the stage. */
  tint: { ground: string; ink: string };
  seats: readonly Seat[];
  /** The place of a grade in the list of grades, dearest first, and its letter. */
  gradeOf: (seat: Seat) => { place: number; letter: string };
  lookOf: (seat: Seat) => SeatAppearance;
  /** Whether the legend's filter lets this seat through. */
  shown: (seat: Seat) => boolean;
  /** A seat's name, grade, price and state in words. Must be stable while the language is. */
  describe: (seat: Seat, look: SeatAppearance) => string;
  onToggle: (seat: Seat) => void;
};
