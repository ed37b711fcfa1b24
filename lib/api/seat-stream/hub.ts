import { cachedSeatMap } from "@/lib/booking";
import { AppError } from "@/lib/core/errors";
import { processSingleton } from "@/lib/core/singleton";
import { SeatChannel, sendChanges } from "./channel";
import { SseConnection } from "./connection";

type Limits = { viewers: number; perFan: number };
type Looking = {
  scheduleId: string;
  userId: string;
  /** The version of the map that the client has; undefined when it has none. */
  since: number | undefined;
  allowed: () => Promise<boolean>;
  signal: AbortSignal;
};

/** Everybody of this process who looks at seats over a stream. */
export class SeatStreamHub {
  readonly #rooms = new Map<string, SeatChannel>();
  readonly #perFan = new Map<string, number>();
  #viewers = 0;
  #closed = false;

  constructor(readonly limits: Limits) {}

  get size(): number {
    return this.#viewers;
  }

  /**
   * A stream of what changes in a hall. It begins with what the client has not seen, or with `reload` when that cannot be
   * told.
   * @throws AppError TOO_MANY_REQUESTS for a fan with too many of them, UNAVAILABLE when all are taken or this process stops
   */
  async subscribe({ scheduleId, userId, since, allowed, signal }: Looking): Promise<ReadableStream<Uint8Array>> {
    if (this.#closed || this.#viewers >= this.limits.viewers)
      throw new AppError("UNAVAILABLE", { retryAfterSeconds: 30 });
    const theirs = this.#perFan.get(userId) ?? 0;
    if (theirs >= this.limits.perFan) throw new AppError("TOO_MANY_REQUESTS", { retryAfterSeconds: 30 });
    this.#viewers++;
    this.#perFan.set(userId, theirs + 1);
    const gone = () => {
      this.#viewers--;
      const left = (this.#perFan.get(userId) ?? 1) - 1;
      if (left > 0) this.#perFan.set(userId, left);
      else this.#perFan.delete(userId);
    };
    try {
      const snapshot = await cachedSeatMap(scheduleId);
      const viewer = new SseConnection(userId, since ?? -1, allowed, signal);
      sendChanges(viewer, snapshot, new Map());
      this.#enter(scheduleId, viewer, gone);
      return viewer.stream;
    } catch (error) {
      gone();
      throw error;
    }
  }

  #enter(scheduleId: string, viewer: SseConnection, gone: () => void): void {
    const room = this.#rooms.get(scheduleId) ?? new SeatChannel(scheduleId);
    this.#rooms.set(scheduleId, room);
    room.add(viewer);
    viewer.onClose(() => {
      room.remove(viewer);
      if (room.connections.size === 0) this.#rooms.delete(scheduleId);
      gone();
    });
    if (this.#closed) viewer.close();
  }

  /** Ends every stream and begins none any more: this process stops. */
  close(): void {
    this.#closed = true;
    for (const room of this.#rooms.values()) for (const viewer of room.connections) viewer.close();
  }
}

/** The gallery of this process. A viewer costs a socket and, at the very most, 64 kB of unread changes. */
export const seatStreamHub = processSingleton("seat gallery", () => new SeatStreamHub({ viewers: 5_000, perFan: 4 }));
