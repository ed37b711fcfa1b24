import { randomInt, randomUUID } from "node:crypto";
import { join, type QueueSettings, type Ticket } from "@/lib/queue";
import type { Place } from "@/lib/queue/token";

const HOUR_MS = 3_600_000;

/** Settings of a queue on sale now, of a concert that exists only in Redis. */
export const testQueue = (overrides: Partial<QueueSettings> = {}): QueueSettings => ({
  concertId: String(randomInt(2 ** 47)),
  capacity: 100,
  admitPerMinute: 100_000,
  paused: false,
  opensAt: new Date(Date.now() - HOUR_MS),
  closesAt: new Date(Date.now() + 24 * HOUR_MS),
  version: 1,
  ...overrides,
});

export const testUserId = (): string => randomUUID();

export const placeOf = (queue: QueueSettings, userId: string, number: number): Place => ({
  concertId: queue.concertId,
  userId,
  number,
});

export type Joined = { place: Place; ticket: Ticket };

/** New fans join one after the other; returns each place with its first ticket. */
export async function joinMany(queue: QueueSettings, count: number): Promise<Joined[]> {
  const joined: Joined[] = [];
  for (let n = 0; n < count; n++) {
    const userId = testUserId();
    const { ticket } = await join(queue, userId);
    joined.push({ place: placeOf(queue, userId, ticket.number), ticket });
  }
  return joined;
}

/** One new fan joins. */
export async function joinOne(queue: QueueSettings): Promise<Joined> {
  const [joined] = await joinMany(queue, 1);
  if (!joined) throw new Error("nobody joined");
  return joined;
}
