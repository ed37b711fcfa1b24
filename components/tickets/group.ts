export type TicketFacts = {
  id: string;
  status: "RESERVING" | "RESERVED" | "CANCELED";
  price: number;
  expiresAt: string;
  concert: { slug: string; name: string; startsAt: string; venue: string };
  seat: { number: number; section: string; row: string; label: string; grade: string };
  payment: { id: string; status: "COMPLETED" | "CANCELED" } | null;
  refundable: boolean;
  refundUntil: string;
};

export type Group = "held" | "reserved" | "past" | "canceled";
export const GROUPS: readonly Group[] = ["held", "reserved", "past", "canceled"];

/** Which of the page's groups a reservation stands in at a moment (ms): unpaid, to come, over, or canceled. */
export function groupOf({ status, concert }: Pick<TicketFacts, "status" | "concert">, now: number): Group {
  if (status === "RESERVING") return "held";
  if (status === "CANCELED") return "canceled";
  return Date.parse(concert.startsAt) > now ? "reserved" : "past";
}
