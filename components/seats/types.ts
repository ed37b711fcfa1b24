import type { Seat } from "@/client/types";
import type { HallGrade } from "@/lib/concerts/halls/hall";

export type { Seat };

/** How a seat appears to this fan; `mine` is held or bought by them, `held` by somebody else. */
export type SeatAppearance = "free" | "chosen" | "mine" | "held" | "taken";

export const seatAppearance = (seat: Pick<Seat, "status" | "mine">, chosen: boolean): SeatAppearance => {
  if (chosen) return "chosen";
  if (seat.status === "AVAILABLE") return "free";
  if (seat.mine) return "mine";
  return seat.status === "TEMPORARY" ? "held" : "taken";
};

/** The index of a seat's grade in the list of grades. */
export const gradeIndexOf = (seat: Pick<Seat, "grade">, grades: readonly Pick<HallGrade, "name">[]): number =>
  Math.max(
    0,
    grades.findIndex(({ name }) => name === seat.grade),
  );

/** Whether a seat passes the legend's filter. */
export const isShown = (seat: Pick<Seat, "grade">, shownGrade: string | null): boolean =>
  shownGrade === null || seat.grade === shownGrade;
