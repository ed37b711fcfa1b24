import type { HallLayout } from "./hall-layout";
import type { Seat, SeatAppearance } from "./types";

/** The poster's colours, for the stage. */
export type StageColors = { ground: string; ink: string };

/** Props of both renderers of a hall, SVG and canvas. `seats` have the order of `hall.points`. */
export type HallProps = {
  hall: HallLayout;
  stageColors: StageColors;
  seats: readonly Seat[];
  /** A grade's index in the list of grades, dearest first, and its letter. */
  gradeOf: (seat: Seat) => { index: number; letter: string };
  appearanceOf: (seat: Seat) => SeatAppearance;
  /** Whether the seat passes the legend's filter. */
  isShown: (seat: Seat) => boolean;
  /** The accessible name of a seat: its place, grade, price and state. */
  describe: (seat: Seat, appearance: SeatAppearance) => string;
  onToggle: (seat: Seat) => void;
};
