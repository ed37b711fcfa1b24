import { URGENCIES, type Urgency } from "./urgency";

const SHARE: Record<Urgency, number> = { pay: 1, hold: 0.85, line: 0.3, look: 0.3, enter: 0.2 };
const ALWAYS = 4; // of each urgency: an engine that is silent silences those who need it, and nobody else
const PATIENT_MS = 50; // a burst may wait so long: the answer "not now" comes within 100 ms
const IMPATIENT_MS = 10; // once somebody has been refused within CALM_MS, it is no burst
const CALM_MS = 1_000;
const WAITS_ON: Record<Urgency, boolean> = { pay: true, hold: true, line: false, look: false, enter: false };
const LOOK_EVERY_MS = 5;
const WAITING_MOST = 1_000; // of each urgency; nobody beyond it would have a turn within PATIENT_MS

type Waiting = { since: number; begin(): void; refuse(): void };
type Lane = { underWay: number; waiting: Waiting[]; refusedAt: number };

/**
 * How many requests are under way at once. The more urgent a request, the more of `atOnce` it may take, so that there is
 * room for whoever holds seats however many others come. Who finds no room waits a moment, the most urgent first; as long as
 * some are refused, hardly at all, and the less urgent not at all (after the rule of CoDel, Nichols and Jacobson, ACM Queue 10(5), 2012).
 */
export class Slots {
  readonly #lanes: Record<Urgency, Lane>;
  #underWay = 0;
  #waiting = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly atOnce: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    const lane = (): Lane => ({ underWay: 0, waiting: [], refusedAt: Number.NEGATIVE_INFINITY });
    this.#lanes = { pay: lane(), hold: lane(), line: lane(), look: lane(), enter: lane() };
  }

  /** Whether {@link enter} would refuse at once. */
  isShut(urgency: Urgency): boolean {
    const { refusedAt } = this.#lanes[urgency];
    return !WAITS_ON[urgency] && this.now() - refusedAt < CALM_MS && !this.#hasRoom(urgency);
  }

  underWay = (urgency: Urgency): number => this.#lanes[urgency].underWay;

  /**
   * Takes a slot: at once (null), or resolves when there is one. Rejects when there is none; else
   * it must be given back by {@link leave}.
   */
  enter(urgency: Urgency): Promise<void> | null {
    const lane = this.#lanes[urgency];
    if (lane.waiting.length === 0 && this.#hasRoom(urgency)) {
      this.#begin(lane);
      return null;
    }
    if (lane.waiting.length >= WAITING_MOST || this.isShut(urgency)) {
      lane.refusedAt = this.now();
      return Promise.reject();
    }
    return new Promise((begin, refuse) => {
      lane.waiting.push({ since: this.now(), begin, refuse });
      this.#waiting++;
      this.#timer ??= setInterval(() => this.look(), LOOK_EVERY_MS).unref();
    });
  }

  leave(urgency: Urgency): void {
    this.#lanes[urgency].underWay--;
    this.#underWay--;
    if (this.#waiting > 0) this.look();
  }

  /** Refuses who has waited too long, and lets begin whoever there is room for. */
  look(): void {
    const now = this.now();
    for (const urgency of URGENCIES) {
      const lane = this.#lanes[urgency];
      const patienceMs = now - lane.refusedAt < CALM_MS ? IMPATIENT_MS : PATIENT_MS;
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

  #hasRoom(urgency: Urgency): boolean {
    return this.#underWay < this.atOnce * SHARE[urgency] || this.#lanes[urgency].underWay < ALWAYS;
  }

  #begin(lane: Lane): void {
    lane.underWay++;
    this.#underWay++;
  }
}
