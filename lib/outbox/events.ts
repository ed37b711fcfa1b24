import { z } from "zod";

const id = z.string().regex(/^\d+$/).describe("A decimal id");
const at = z.iso.datetime();
const won = z.int().describe("Whole won");

/** The place in line an event ends; null when it ends none. */
const place = z.object({ concertId: id, userId: z.uuid(), number: z.int().min(1) }).nullable();

const heldSeat = z.object({
  reservationId: id,
  userId: z.uuid(),
  concertId: id,
  scheduleId: id,
  seatId: id,
  seatNumber: z.int(),
  price: won,
  expiresAt: at,
  place,
});

const payment = z.object({
  paymentId: id,
  reservationId: id,
  userId: z.uuid(),
  concertId: id,
  concertName: z.string(),
  concertDate: at,
  scheduleId: id,
  seatId: id,
  seatNumber: z.int(),
  price: won,
});

/**
 * The facts Jari tells, by type, with the shape of their payload (schema version 1). Events of one aggregate are
 * numbered and delivered in order; the aggregate of the first four is the reservation, of `place.expelled` the place, of
 * `wallet.charged` the user, of `concert.published` the concert, of `schedule.sold_out` the date.
 */
export const EVENTS = {
  "payment.completed": payment.extend({ place }),
  "payment.canceled": payment,
  "hold.expired": heldSeat,
  "hold.released": heldSeat,
  "place.expelled": z.object({ concertId: id, userId: z.uuid(), number: z.int().min(1), place }),
  "wallet.charged": z.object({ userId: z.uuid(), entryId: id, amount: won, balanceAfter: won }),
  "concert.published": z.object({
    concertId: id,
    slug: z.string(),
    name: z.string(),
    host: z.string(),
    salesOpenAt: at,
    salesCloseAt: at,
    scheduleIds: z.array(id),
  }),
  "schedule.sold_out": z.object({
    scheduleId: id,
    concertId: id,
    concertName: z.string(),
    concertDate: at,
    venue: z.string(),
    seats: z.int().min(1),
  }),
} as const satisfies Record<string, z.ZodType>;

export type EventType = keyof typeof EVENTS;

/** Every type of event. */
export const EVENT_TYPES = Object.keys(EVENTS) as [EventType, ...EventType[]];

/** When each fact becomes true, for the reader of docs/events.md. */
export const TOLD_WHEN: Record<EventType, { when: string; aggregate: string }> = {
  "payment.completed": { when: "A seat was paid for; one event a seat.", aggregate: "the reservation's id" },
  "payment.canceled": { when: "A payment was refunded and its seat is free.", aggregate: "the reservation's id" },
  "hold.expired": { when: "An unpaid hold ran out.", aggregate: "the reservation's id" },
  "hold.released": { when: "An unpaid seat was given back or replaced.", aggregate: "the reservation's id" },
  "place.expelled": {
    when: "An admin put a fan out of a line.",
    aggregate: "`place:`, the concert's id, `:` and the number",
  },
  "wallet.charged": { when: "A fan put money into their wallet.", aggregate: "the user's uuid" },
  "concert.published": { when: "A concert was created or changed.", aggregate: "`concert:` and its id" },
  "schedule.sold_out": {
    when: "Every seat of a date is paid for; again when that comes true again after a refund.",
    aggregate: "`schedule:` and its id",
  },
};

/** A fact as a sink gets it. `id` is a UUIDv7; `sequence` counts the facts of `aggregateKey` from 1. */
export type OutboxEvent = {
  id: string;
  type: string;
  aggregateKey: string;
  sequence: number;
  schemaVersion: number;
  occurredAt: Date;
  payload: unknown;
};
