import type { Limit } from "./adaptive-limit";
import { PRIORITIES, type Priority } from "./priority";

const RESERVED_PER_PRIORITY = 4; // an engine that does not answer blocks those who need it, and nobody else
const PASSWORD_SLOTS = 256; // they wait for the lane of lib/auth/password-lane.ts, which bounds the wait
const MAX_WAIT_MS: Record<Priority, number> = {
  pay: 1_000,
  hold: 1_000,
  queue: 250,
  browse: 250,
  enter: 1_000, // everybody comes when a sale opens
  password: 250,
};
const OVERLOADED_WAIT_MS = 20; // within OVERLOAD_WINDOW_MS of a rejection
const OVERLOAD_WINDOW_MS = 1_000;
const WAITS_IN_FULL: ReadonlySet<Priority> = new Set(["pay", "hold", "enter"]);
const DRAIN_EVERY_MS = 5;
const RATE_WINDOW_MS = 1_000; // a burst's first requests are slow: connections are opened and code is compiled
const MAX_QUEUED = 2_000; // per priority, for memory: each may have a body of 64 KiB

type Queued = { since: number; settle(admitted: boolean): void };

class Lane {
  inFlight = 0;
  readonly queued: Queued[] = [];
  rejectedAt = Number.NEGATIVE_INFINITY;
  #admittedPerMs: number | null = null;
  #admitted = 0;
  #countedSince = 0;

  /** What a request that arrives now would wait; 0 while nothing is known of how fast this queue moves. */
  get expectedWaitMs(): number {
    return this.#admittedPerMs === null ? 0 : (this.queued.length + 1) / this.#admittedPerMs;
  }

  push(queued: Queued): void {
    if (this.queued.length === 0) {
      this.#admitted = 0;
      this.#countedSince = queued.since;
    }
    this.queued.push(queued);
  }

  countAdmitted(): void {
    this.#admitted++;
  }

  forgetRate(): void {
    this.#admittedPerMs = null;
  }

  /** Measures how fast the queue moves while it has somebody. */
  measureRate(now: number): void {
    const elapsedMs = now - this.#countedSince;
    if (this.queued.length === 0 || elapsedMs < RATE_WINDOW_MS) return;
    const perMs = this.#admitted / elapsedMs;
    this.#admittedPerMs = this.#admittedPerMs === null ? perMs : (this.#admittedPerMs + perMs) / 2;
    this.#admitted = 0;
    this.#countedSince = now;
  }
}

/**
 * Limits concurrency. Requests without a slot wait in turn, the highest priority first, for as long as the work in front
 * takes: payments, holds and joins up to a second, others 250 ms, and 20 ms after a rejection, since a queue that stands is
 * only delay (CoDel, Nichols and Jacobson, ACM Queue 10(5), 2012). Who would wait longer is rejected on arrival.
 */
export class ConcurrencyLimiter {
  readonly #lanes = Object.fromEntries(PRIORITIES.map((priority) => [priority, new Lane()])) as Record<Priority, Lane>;
  #inFlight = 0; // without those of passwords
  #queued = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    readonly limit: Limit,
    private readonly now: () => number = () => performance.now(),
  ) {}

  inFlight = (priority: Priority): number => this.#lanes[priority].inFlight;

  /** Whether a request would be rejected at once. */
  isSaturated(priority: Priority): boolean {
    const lane = this.#lanes[priority];
    if (lane.queued.length === 0 && this.#hasRoom(priority)) return false;
    return lane.queued.length >= MAX_QUEUED || lane.expectedWaitMs > this.#maxWaitMs(priority);
  }

  /** Milliseconds until a request that is rejected now could have had a slot, as far as is known. */
  expectedWaitMs = (priority: Priority): number => this.#lanes[priority].expectedWaitMs;

  /** Takes a slot if there is one; {@link release} gives it back. */
  tryAcquire(priority: Priority): boolean {
    const lane = this.#lanes[priority];
    if (lane.queued.length > 0 || !this.#hasRoom(priority)) return false;
    lane.forgetRate();
    this.#take(priority);
    return true;
  }

  /** Resolves to true once a slot is taken, to false on rejection. */
  waitForSlot(priority: Priority): Promise<boolean> {
    const lane = this.#lanes[priority];
    if (this.isSaturated(priority)) {
      lane.rejectedAt = this.now();
      return Promise.resolve(false);
    }
    return new Promise((settle) => {
      lane.push({ since: this.now(), settle });
      this.#queued++;
      // After the poll phase, so that in a busy process what has ended meanwhile makes room first.
      this.#timer ??= setInterval(() => setImmediate(() => this.drainQueue()), DRAIN_EVERY_MS).unref();
    });
  }

  /** Gives back a slot that was taken `latencyMs` ago. */
  release(priority: Priority, latencyMs: number): void {
    this.#lanes[priority].inFlight--;
    if (priority !== "password") {
      this.limit.record(priority, latencyMs, this.#inFlight, this.now());
      this.#inFlight--;
    }
    if (this.#queued > 0) this.drainQueue();
  }

  /** Admits queued requests while there is room, then rejects those that have queued too long. */
  drainQueue(): void {
    const now = this.now();
    for (const priority of PRIORITIES) {
      const lane = this.#lanes[priority];
      const maxWaitMs = this.#maxWaitMs(priority);
      lane.measureRate(now);
      let settled = 0;
      for (const { since, settle } of lane.queued) {
        if (this.#hasRoom(priority)) {
          this.#take(priority);
          lane.countAdmitted();
          settle(true);
        } else if (now - since > maxWaitMs) {
          lane.rejectedAt = now;
          settle(false);
        } else break;
        settled++;
      }
      if (settled > 0) lane.queued.splice(0, settled);
      this.#queued -= settled;
    }
    if (this.#queued > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #maxWaitMs(priority: Priority): number {
    const isOverloaded = this.now() - this.#lanes[priority].rejectedAt < OVERLOAD_WINDOW_MS;
    return isOverloaded && !WAITS_IN_FULL.has(priority) ? OVERLOADED_WAIT_MS : MAX_WAIT_MS[priority];
  }

  #hasRoom(priority: Priority): boolean {
    const { inFlight } = this.#lanes[priority];
    if (priority === "password") return inFlight < PASSWORD_SLOTS;
    return this.#inFlight < Math.floor(this.limit.current) || inFlight < RESERVED_PER_PRIORITY;
  }

  #take(priority: Priority): void {
    this.#lanes[priority].inFlight++;
    if (priority !== "password") this.#inFlight++;
  }
}
