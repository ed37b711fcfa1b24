import type { Reservation } from "@/client/types";

/** What a ticket's page shows of a reservation. */
export type TicketDetails = Pick<
  Reservation,
  "id" | "status" | "price" | "expiresAt" | "refundable" | "refundUntil"
> & {
  concert: Pick<Reservation["concert"], "slug" | "name" | "startsAt" | "venue">;
  seat: Pick<Reservation["seat"], "number" | "section" | "row" | "label" | "grade">;
  payment: Pick<NonNullable<Reservation["payment"]>, "id" | "status"> | null;
};

export type TicketGroup = "held" | "reserved" | "past" | "canceled";
export const TICKET_GROUPS: readonly TicketGroup[] = ["held", "reserved", "past", "canceled"];

/** The page's group of a reservation at a moment (ms): unpaid, to come, over, or canceled. */
export function ticketGroup(
  { status, concert }: { status: Reservation["status"]; concert: { startsAt: string } },
  now: number,
): TicketGroup {
  if (status === "RESERVING") return "held";
  if (status === "CANCELED") return "canceled";
  return Date.parse(concert.startsAt) > now ? "reserved" : "past";
}
