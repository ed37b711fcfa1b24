import { randomInt, randomUUID } from "node:crypto";
import { join, type QueueSettings, type Ticket } from "@/lib/queue";
import type { Place } from "@/lib/queue/token";

const HOUR_MS = 3_600_000;

/** A line on sale now, of a concert that only this line knows. */
export const testQueue = (wishes: Partial<QueueSettings> = {}): QueueSettings => ({
  concertId: String(randomInt(2 ** 47)),
  capacity: 100,
  admitPerMinute: 100_000,
  paused: false,
  opensAt: new Date(Date.now() - HOUR_MS),
  closesAt: new Date(Date.now() + 24 * HOUR_MS),
  version: 1,
  ...wishes,
});

export const testUserId = (): string => randomUUID();

export const placeOf = (line: QueueSettings, userId: string, number: number): Place => ({
  concertId: line.concertId,
  userId,
  number,
});

export type Joined = { place: Place; ticket: Ticket };

/** So many new fans join one after the other; each with their place and first ticket. */
export async function joinMany(line: QueueSettings, count: number): Promise<Joined[]> {
  const joined: Joined[] = [];
  for (let n = 0; n < count; n++) {
    const userId = testUserId();
    const { ticket } = await join(line, userId);
    joined.push({ place: placeOf(line, userId, ticket.number), ticket });
  }
  return joined;
}

/** The same for one. */
export async function joinOne(line: QueueSettings): Promise<Joined> {
  const [joined] = await joinMany(line, 1);
  if (!joined) throw new Error("nobody joined");
  return joined;
}
