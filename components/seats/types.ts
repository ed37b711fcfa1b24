import type { Seat } from "@/client/types";

export type { Seat };

/** How a seat appears to this fan; `mine` is held or bought by them, `held` by somebody else. */
export type SeatAppearance = "free" | "chosen" | "mine" | "held" | "taken";

export const seatAppearance = (seat: Pick<Seat, "status" | "mine">, chosen: boolean): SeatAppearance => {
  if (chosen) return "chosen";
  if (seat.status === "AVAILABLE") return "free";
  if (seat.mine) return "mine";
  return seat.status === "TEMPORARY" ? "held" : "taken";
};
