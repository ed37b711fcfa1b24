import { PRIORITIES, type Priority } from "./priority";

const CAPACITY_SHARE: Record<Priority, number> = { pay: 1, hold: 0.85, queue: 0.3, browse: 0.3, enter: 0.2 };
const RESERVED_PER_PRIORITY = 4; // an engine that does not answer blocks those who need it, and nobody else
const QUEUE_TIMEOUT_MS = 50; // for a burst: a rejection comes within 100 ms
const OVERLOADED_QUEUE_TIMEOUT_MS = 10; // after a rejection within OVERLOAD_WINDOW_MS it is no burst
const OVERLOAD_WINDOW_MS = 1_000;
const CAN_QUEUE: Record<Priority, boolean> = { pay: true, hold: true, queue: false, browse: false, enter: false };
const DRAIN_EVERY_MS = 5;
const MAX_QUEUED = 1_000; // per priority; nobody behind them would get a slot within QUEUE_TIMEOUT_MS

type Queued = { since: number; settle(admitted: boolean): void };
type Lane = { inFlight: number; queued: Queued[]; rejectedAt: number };

/**
 * Limits concurrency: a higher priority may use a larger share of `limit`. Requests without a slot queue briefly, the
 * highest priority first, and even less after a rejection (CoDel, Nichols and Jacobson, ACM Queue 10(5), 2012).
 */
export class ConcurrencyLimiter {
  readonly #lanes: Record<Priority, Lane>;
  #inFlight = 0;
  #queued = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly limit: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    const lane = (): Lane => ({ inFlight: 0, queued: [], rejectedAt: Number.NEGATIVE_INFINITY });
    this.#lanes = { pay: lane(), hold: lane(), queue: lane(), browse: lane(), enter: lane() };
  }

  isSaturated(priority: Priority): boolean {
    const { rejectedAt } = this.#lanes[priority];
    return !CAN_QUEUE[priority] && this.now() - rejectedAt < OVERLOAD_WINDOW_MS && !this.#hasRoom(priority);
  }

  inFlight = (priority: Priority): number => this.#lanes[priority].inFlight;

  /** Takes a slot if there is one; {@link release} gives it back. */
  tryAcquire(priority: Priority): boolean {
    const lane = this.#lanes[priority];
    if (lane.queued.length > 0 || !this.#hasRoom(priority)) return false;
    this.#take(lane);
    return true;
  }

  /** Resolves to true once a slot is taken, to false on rejection. */
  waitForSlot(priority: Priority): Promise<boolean> {
    const lane = this.#lanes[priority];
    if (lane.queued.length >= MAX_QUEUED || this.isSaturated(priority)) {
      lane.rejectedAt = this.now();
      return Promise.resolve(false);
    }
    return new Promise((settle) => {
      lane.queued.push({ since: this.now(), settle });
      this.#queued++;
      this.#timer ??= setInterval(() => this.drainQueue(), DRAIN_EVERY_MS).unref();
    });
  }

  release(priority: Priority): void {
    this.#lanes[priority].inFlight--;
    this.#inFlight--;
    if (this.#queued > 0) this.drainQueue();
  }

  /** Rejects requests that have queued too long, and admits those with room. */
  drainQueue(): void {
    const now = this.now();
    for (const priority of PRIORITIES) {
      const lane = this.#lanes[priority];
      const isOverloaded = now - lane.rejectedAt < OVERLOAD_WINDOW_MS;
      const timeoutMs = isOverloaded ? OVERLOADED_QUEUE_TIMEOUT_MS : QUEUE_TIMEOUT_MS;
      let settled = 0;
      for (const { since, settle } of lane.queued) {
        if (now - since > timeoutMs) {
          lane.rejectedAt = now;
          settle(false);
        } else if (this.#hasRoom(priority)) {
          this.#take(lane);
          settle(true);
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

  #hasRoom(priority: Priority): boolean {
    const isWithinShare = this.#inFlight < this.limit * CAPACITY_SHARE[priority];
    return isWithinShare || this.#lanes[priority].inFlight < RESERVED_PER_PRIORITY;
  }

  #take(lane: Lane): void {
    lane.inFlight++;
    this.#inFlight++;
  }
}
