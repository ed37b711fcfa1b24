import { z } from "zod";

/** The parts of the API's responses that the demo traffic reads. */
export const ticketSchema = z.object({
  token: z.string(),
  status: z.enum(["WAITING", "ACTIVE", "EXPIRED"]),
  pollAfterMs: z.number(),
});
export const queueStateSchema = z.object({ waiting: z.number(), capacity: z.number() });
export const schedulesSchema = z.object({ schedules: z.array(z.object({ id: z.string() })) });
export const seatsSchema = z.object({
  seats: z.array(z.object({ number: z.number(), status: z.string(), price: z.number() })),
});
export const holdSchema = z.object({ reservations: z.array(z.object({ id: z.string() })), totalPrice: z.number() });
export const reservationsSchema = z.object({
  reservations: z.array(
    z.object({
      createdAt: z.string(),
      concert: z.object({ id: z.string() }),
      payment: z.object({ id: z.string() }).nullable(),
      refundable: z.boolean(),
    }),
  ),
});
export const ignoredSchema = z.unknown();

export type Ticket = z.infer<typeof ticketSchema>;
