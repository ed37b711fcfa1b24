import { z } from "zod";

const idSchema = z.string().regex(/^\d+$/).describe("A decimal id");
const timestampSchema = z.iso.datetime();
const wonSchema = z.int().describe("Whole won");

const placeSchema = z.object({ concertId: idSchema, userId: z.uuid(), number: z.int().min(1) }).nullable();

const heldSeatSchema = z.object({
  reservationId: idSchema,
  userId: z.uuid(),
  concertId: idSchema,
  scheduleId: idSchema,
  seatId: idSchema,
  seatNumber: z.int(),
  price: wonSchema,
  expiresAt: timestampSchema,
  place: placeSchema,
});

const paymentSchema = z.object({
  paymentId: idSchema,
  reservationId: idSchema,
  userId: z.uuid(),
  concertId: idSchema,
  concertName: z.string(),
  concertDate: timestampSchema,
  scheduleId: idSchema,
  seatId: idSchema,
  seatNumber: z.int(),
  price: wonSchema,
});

/** Payloads by event type (schema version 1); the events of one aggregate are numbered and delivered in order. */
export const EVENTS = {
  "payment.completed": paymentSchema.extend({ place: placeSchema }),
  "payment.canceled": paymentSchema,
  "hold.expired": heldSeatSchema,
  "hold.released": heldSeatSchema,
  "place.expelled": z.object({ concertId: idSchema, userId: z.uuid(), number: z.int().min(1), place: placeSchema }),
  "wallet.charged": z.object({ userId: z.uuid(), entryId: idSchema, amount: wonSchema, balanceAfter: wonSchema }),
  "concert.published": z.object({
    concertId: idSchema,
    slug: z.string(),
    name: z.string(),
    host: z.string(),
    salesOpenAt: timestampSchema,
    salesCloseAt: timestampSchema,
    scheduleIds: z.array(idSchema),
  }),
  "schedule.sold_out": z.object({
    scheduleId: idSchema,
    concertId: idSchema,
    concertName: z.string(),
    concertDate: timestampSchema,
    venue: z.string(),
    seats: z.int().min(1),
  }),
} as const satisfies Record<string, z.ZodType>;

export type EventType = keyof typeof EVENTS;

export const EVENT_TYPES = Object.keys(EVENTS) as [EventType, ...EventType[]];

export const EVENT_DOCS: Record<EventType, { when: string; aggregate: string }> = {
  "payment.completed": { when: "A seat was paid for; one event a seat.", aggregate: "the reservation's id" },
  "payment.canceled": { when: "A payment was refunded and its seat is free.", aggregate: "the reservation's id" },
  "hold.expired": { when: "An unpaid hold expired.", aggregate: "the reservation's id" },
  "hold.released": { when: "An unpaid seat was released or replaced.", aggregate: "the reservation's id" },
  "place.expelled": {
    when: "An admin expelled a fan from a queue.",
    aggregate: "`place:`, the concert's id, `:` and the number",
  },
  "wallet.charged": { when: "A fan put money into their wallet.", aggregate: "the user's uuid" },
  "concert.published": { when: "A concert was created or changed.", aggregate: "`concert:` and its id" },
  "schedule.sold_out": {
    when: "Every seat of a date is paid for; again when that comes true again after a refund.",
    aggregate: "`schedule:` and its id",
  },
};

/** An event as a sink gets it. `id` is a UUIDv7; `sequence` counts the events of `aggregateKey` from 1. */
export type OutboxEvent = {
  id: string;
  type: string;
  aggregateKey: string;
  sequence: number;
  schemaVersion: number;
  occurredAt: Date;
  payload: unknown;
};
