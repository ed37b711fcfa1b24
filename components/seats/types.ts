/** One seat as `GET /api/seats` tells it. */
export type Seat = {
  id: string;
  number: number;
  section: string;
  row: string;
  label: string;
  x: number;
  y: number;
  grade: string;
  price: number;
  status: "AVAILABLE" | "TEMPORARY" | "RESERVED";
  mine: boolean;
};

export type Grade = { name: string; letter: string; price: number; seats: number };

/** How a seat looks to this fan: free to choose, chosen now, held or sold to them, held by another, sold. */
export type SeatAppearance = "free" | "chosen" | "mine" | "held" | "taken";

export const appearanceOf = (seat: Pick<Seat, "status" | "mine">, chosen: boolean): SeatAppearance => {
  if (chosen) return "chosen";
  if (seat.status === "AVAILABLE") return "free";
  if (seat.mine) return "mine";
  return seat.status === "TEMPORARY" ? "held" : "taken";
};
