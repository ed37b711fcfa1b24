import { sharedSeats } from "@/lib/booking";
import { Refusal } from "@/lib/core/errors";
import { oncePerProcess } from "@/lib/core/once";
import { Room, tell } from "./room";
import { Viewer } from "./viewer";

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
export class Gallery {
  readonly #rooms = new Map<string, Room>();
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
   * @throws Refusal TOO_MANY_REQUESTS for a fan with too many of them, UNAVAILABLE when all are taken or this process stops
   */
  async look({ scheduleId, userId, since, allowed, signal }: Looking): Promise<ReadableStream<Uint8Array>> {
    if (this.#closed || this.#viewers >= this.limits.viewers)
      throw new Refusal("UNAVAILABLE", { retryAfterSeconds: 30 });
    const theirs = this.#perFan.get(userId) ?? 0;
    if (theirs >= this.limits.perFan) throw new Refusal("TOO_MANY_REQUESTS", { retryAfterSeconds: 30 });
    this.#viewers++;
    this.#perFan.set(userId, theirs + 1);
    const gone = () => {
      this.#viewers--;
      const left = (this.#perFan.get(userId) ?? 1) - 1;
      if (left > 0) this.#perFan.set(userId, left);
      else this.#perFan.delete(userId);
    };
    try {
      const snapshot = await sharedSeats(scheduleId);
      const viewer = new Viewer(userId, since ?? -1, allowed, signal);
      tell(viewer, snapshot, new Map());
      this.#enter(scheduleId, viewer, gone);
      return viewer.stream;
    } catch (error) {
      gone();
      throw error;
    }
  }

  #enter(scheduleId: string, viewer: Viewer, gone: () => void): void {
    const room = this.#rooms.get(scheduleId) ?? new Room(scheduleId);
    this.#rooms.set(scheduleId, room);
    room.enter(viewer);
    viewer.onGone(() => {
      room.leave(viewer);
      if (room.viewers.size === 0) this.#rooms.delete(scheduleId);
      gone();
    });
    if (this.#closed) viewer.end();
  }

  /** Ends every stream and begins none any more: this process stops. */
  close(): void {
    this.#closed = true;
    for (const room of this.#rooms.values()) for (const viewer of room.viewers) viewer.end();
  }
}

/** The gallery of this process. A viewer costs a socket and, at the very most, 64 kB of unread changes. */
export const gallery = oncePerProcess("seat gallery", () => new Gallery({ viewers: 5_000, perFan: 4 }));
