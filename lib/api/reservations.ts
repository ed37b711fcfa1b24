import { z } from "zod";
import { findReservations } from "@/lib/booking";
import { endpoint } from "./framework/endpoint";
import { id, isoDateTime, paging, wonSchema } from "./framework/schemas";

const reservation = z.object({
  id,
  status: z.enum(["RESERVING", "RESERVED", "CANCELED"]),
  price: wonSchema,
  expiresAt: isoDateTime.describe("When a RESERVING one expires"),
  createdAt: isoDateTime,
  concert: z.object({
    id,
    slug: z.string(),
    name: z.string().describe("As it was at the time of booking"),
    scheduleId: id,
    startsAt: isoDateTime,
    venue: z.string(),
  }),
  seat: z.object({
    id,
    number: z.int(),
    section: z.string(),
    row: z.string(),
    label: z.string(),
    grade: z.string(),
  }),
  payment: z.object({ id, status: z.enum(["COMPLETED", "CANCELED"]), createdAt: isoDateTime }).nullable(),
  refundable: z.boolean(),
  refundUntil: isoDateTime,
});

const concert = { id: "42", slug: "winter-light", name: "Winter Light", scheduleId: "7", venue: "Olympic Hall" };
const createdAt = "2026-12-20T10:00:00.000Z";
const example = {
  id: "9001",
  status: "RESERVED",
  price: 132_000,
  expiresAt: "2026-12-20T10:05:00.000Z",
  createdAt,
  concert: { ...concert, startsAt: "2026-12-24T10:00:00.000Z" },
  seat: { id: "1001", number: 1, section: "", row: "A", label: "1", grade: "VIP" },
  payment: { id: "501", status: "COMPLETED", createdAt },
  refundable: true,
  refundUntil: "2026-12-23T10:00:00.000Z",
};

export const listReservations = endpoint(
  {
    method: "GET",
    path: "/api/reservations",
    summary: "Your holds, bookings and cancellations, newest first",
    auth: "session",
    priority: "browse",
    query: z.object(paging),
    responses: {
      200: {
        description: "A page of reservations; ask for the one after it with `before` = `next`.",
        schema: z.object({ reservations: z.array(reservation), next: id.nullable() }),
        example: { reservations: [example], next: null },
      },
    },
  },
  async ({ user, query }) => ({ status: 200, body: await findReservations(user.id, query) }),
);
