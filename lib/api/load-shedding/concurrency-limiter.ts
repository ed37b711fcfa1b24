import { PRIORITIES, type Priority } from "./priority";

const CAPACITY_SHARE: Record<Priority, number> = { pay: 1, hold: 0.85, line: 0.3, look: 0.3, enter: 0.2 };
const RESERVED_PER_PRIORITY = 4; // of each urgency: an engine that is silent silences those who need it, and nobody else
const QUEUE_TIMEOUT_MS = 50; // a burst may wait so long: the answer "not now" comes within 100 ms
const OVERLOADED_QUEUE_TIMEOUT_MS = 10; // once somebody has been refused within CALM_MS, it is no burst
const OVERLOAD_WINDOW_MS = 1_000;
const CAN_QUEUE: Record<Priority, boolean> = { pay: true, hold: true, line: false, look: false, enter: false };
const LOOK_EVERY_MS = 5;
const MAX_QUEUED = 1_000; // of each urgency; nobody beyond it would have a turn within PATIENT_MS

type Waiting = { since: number; begin(): void; refuse(): void };
type Lane = { inFlight: number; waiting: Waiting[]; refusedAt: number };

/**
 * How many requests are under way at once. The more urgent a request, the more of `atOnce` it may take, so that there is
 * room for whoever holds seats however many others come. Who finds no room waits a moment, the most urgent first; as long as
 * some are refused, hardly at all, and the less urgent not at all (after the rule of CoDel, Nichols and Jacobson, ACM Queue 10(5), 2012).
 */
export class ConcurrencyLimiter {
  readonly #lanes: Record<Priority, Lane>;
  #underWay = 0;
  #waiting = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly atOnce: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    const lane = (): Lane => ({ inFlight: 0, waiting: [], refusedAt: Number.NEGATIVE_INFINITY });
    this.#lanes = { pay: lane(), hold: lane(), line: lane(), look: lane(), enter: lane() };
  }

  /** Whether {@link enter} would refuse at once. */
  isSaturated(urgency: Priority): boolean {
    const { refusedAt } = this.#lanes[urgency];
    return !CAN_QUEUE[urgency] && this.now() - refusedAt < OVERLOAD_WINDOW_MS && !this.#hasRoom(urgency);
  }

  underWay = (urgency: Priority): number => this.#lanes[urgency].inFlight;

  /**
   * Takes a slot: at once (null), or resolves when there is one. Rejects when there is none; else
   * it must be given back by {@link release}.
   */
  enter(urgency: Priority): Promise<void> | null {
    const lane = this.#lanes[urgency];
    if (lane.waiting.length === 0 && this.#hasRoom(urgency)) {
      this.#begin(lane);
      return null;
    }
    if (lane.waiting.length >= MAX_QUEUED || this.isSaturated(urgency)) {
      lane.refusedAt = this.now();
      return Promise.reject();
    }
    return new Promise((begin, refuse) => {
      lane.waiting.push({ since: this.now(), begin, refuse });
      this.#waiting++;
      this.#timer ??= setInterval(() => this.look(), LOOK_EVERY_MS).unref();
    });
  }

  release(urgency: Priority): void {
    this.#lanes[urgency].inFlight--;
    this.#underWay--;
    if (this.#waiting > 0) this.look();
  }

  /** Refuses who has waited too long, and lets begin whoever there is room for. */
  look(): void {
    const now = this.now();
    for (const urgency of PRIORITIES) {
      const lane = this.#lanes[urgency];
      const patienceMs = now - lane.refusedAt < OVERLOAD_WINDOW_MS ? OVERLOADED_QUEUE_TIMEOUT_MS : QUEUE_TIMEOUT_MS;
      let gone = 0;
      for (const { since, begin, refuse } of lane.waiting) {
        if (now - since > patienceMs) {
          lane.refusedAt = now;
          refuse();
        } else if (this.#hasRoom(urgency)) {
          this.#begin(lane);
          begin();
        } else break;
        gone++;
      }
      if (gone > 0) lane.waiting.splice(0, gone);
      this.#waiting -= gone;
    }
    if (this.#waiting > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #hasRoom(urgency: Priority): boolean {
    return (
      this.#underWay < this.atOnce * CAPACITY_SHARE[urgency] || this.#lanes[urgency].inFlight < RESERVED_PER_PRIORITY
    );
  }

  #begin(lane: Lane): void {
    lane.inFlight++;
    this.#underWay++;
  }
}
