import { z } from "zod";

const id = z.string().regex(/^\d+$/);
const at = z.iso.datetime();
const won = z.int();

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
 * numbered and delivered in order; the aggregate of the first four is the reservation, of `wallet.charged` the user, of
 * `concert.published` the concert.
 */
export const EVENTS = {
  "payment.completed": payment.extend({ place }),
  "payment.canceled": payment,
  "hold.expired": heldSeat,
  "hold.released": heldSeat,
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
} as const satisfies Record<string, z.ZodType>;

export type EventType = keyof typeof EVENTS;

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
