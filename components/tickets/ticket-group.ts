export type TicketDetails = {
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

export type TicketGroup = "held" | "reserved" | "past" | "canceled";
export const TICKET_GROUPS: readonly TicketGroup[] = ["held", "reserved", "past", "canceled"];

/** Which of the page's groups a reservation stands in at a moment (ms): unpaid, to come, over, or canceled. */
export function ticketGroup({ status, concert }: Pick<TicketDetails, "status" | "concert">, now: number): TicketGroup {
  if (status === "RESERVING") return "held";
  if (status === "CANCELED") return "canceled";
  return Date.parse(concert.startsAt) > now ? "reserved" : "past";
}
