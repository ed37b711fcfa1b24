import { cachedSeatMap } from "@/lib/booking";
import { AppError } from "@/lib/core/errors";
import { processSingleton } from "@/lib/core/singleton";
import { SeatChannel, sendChanges } from "./channel";
import { SseConnection } from "./connection";

type Limits = { connections: number; perFan: number };
type Subscription = {
  scheduleId: string;
  userId: string;
  /** The version of the client's map; undefined without one. */
  since: number | undefined;
  isAuthorized: () => Promise<boolean>;
  signal: AbortSignal;
};

export class SeatStreamHub {
  readonly #channels = new Map<string, SeatChannel>();
  readonly #perFan = new Map<string, number>();
  #connections = 0;
  #isClosed = false;

  constructor(readonly limits: Limits) {}

  get size(): number {
    return this.#connections;
  }

  /** A stream that begins with unseen changes or `reload`. @throws AppError TOO_MANY_REQUESTS per fan; UNAVAILABLE */
  async subscribe(subscription: Subscription): Promise<ReadableStream<Uint8Array>> {
    const { scheduleId, userId, since, isAuthorized, signal } = subscription;
    const release = this.#reserve(userId);
    try {
      const snapshot = await cachedSeatMap(scheduleId);
      const connection = new SseConnection(userId, since ?? -1, isAuthorized, signal);
      sendChanges(connection, snapshot, new Map());
      this.#join(scheduleId, connection, release);
      return connection.stream;
    } catch (error) {
      release();
      throw error;
    }
  }

  #reserve(userId: string): () => void {
    const retryAfterSeconds = 30;
    if (this.#isClosed || this.#connections >= this.limits.connections)
      throw new AppError("UNAVAILABLE", { retryAfterSeconds });
    const ofFan = this.#perFan.get(userId) ?? 0;
    if (ofFan >= this.limits.perFan) throw new AppError("TOO_MANY_REQUESTS", { retryAfterSeconds });
    this.#connections++;
    this.#perFan.set(userId, ofFan + 1);
    return () => {
      this.#connections--;
      const remaining = (this.#perFan.get(userId) ?? 1) - 1;
      if (remaining > 0) this.#perFan.set(userId, remaining);
      else this.#perFan.delete(userId);
    };
  }

  #join(scheduleId: string, connection: SseConnection, release: () => void): void {
    const channel = this.#channels.get(scheduleId) ?? new SeatChannel(scheduleId);
    this.#channels.set(scheduleId, channel);
    channel.add(connection);
    connection.onClose(() => {
      channel.remove(connection);
      if (channel.connections.size === 0) this.#channels.delete(scheduleId);
      release();
    });
    if (this.#isClosed) connection.close();
  }

  /** Closes every stream and accepts no more, for shutdown. */
  close(): void {
    this.#isClosed = true;
    for (const channel of this.#channels.values()) for (const connection of channel.connections) connection.close();
  }
}

/** A connection costs a socket and at most 64 kB of unread events. */
export const seatStreamHub = processSingleton(
  "seat streams",
  () => new SeatStreamHub({ connections: 5_000, perFan: 4 }),
);
