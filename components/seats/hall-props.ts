import type { HallGrade } from "@/lib/concerts/halls/hall";
import type { HallLayout } from "./hall-layout";
import type { Seat, SeatAppearance } from "./types";

/** The poster's colours, for the stage. */
export type StageColors = { ground: string; ink: string };

/** Props of both renderers of a hall, SVG and canvas. `seats` have the order of `hall.points`. */
export type HallProps = {
  hall: HallLayout;
  stageColors: StageColors;
  seats: readonly Seat[];
  /** Dearest first. */
  grades: readonly HallGrade[];
  /** Numbers of the selected seats. */
  chosen: readonly number[];
  /** The only grade the legend shows; null for all. */
  shownGrade: string | null;
  /** The accessible name of a seat: its place, grade, price and state. */
  describe: (seat: Seat, appearance: SeatAppearance) => string;
  onToggle: (seat: Seat) => void;
};
