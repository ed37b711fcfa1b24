import { PRIORITIES, type Priority } from "./priority";

const INITIAL_LIMIT = 64;
const MAX_LIMIT = 2_000;
const TARGET_DELAY_MS = 100; // what requests may wait inside, for the processor, a connection or an engine
const WINDOW_MS = 100;
const WINDOW_REQUESTS = 10;
const MIN_REQUESTS = 5; // of a priority, to judge its latency by
const STEP = 0.1; // of the limit, per window
const BASE_DRIFT = 0.1; // per window with little in flight
const MAX_LATENCY_MS = 500; // a wait for a lock of seconds says little about the load

type Latency = { sumMs: number; count: number; baseMs: number };

/** How many requests may be in flight. */
export type Limit = {
  readonly current: number;
  /** Reports a request of `latencyMs` that ended at `now` beside so many others in flight. */
  record(priority: Priority, latencyMs: number, inFlight: number, now: number): void;
};

/** A limit that an operator has set. */
export const fixedLimit = (current: number): Limit => ({ current, record() {} });

/**
 * Finds the limit by latency (LEDBAT, RFC 6817): what a request takes beyond the least that its priority has taken is
 * waiting. Below TARGET_DELAY_MS of it, a limit that was reached grows; beyond, it shrinks, never below `floor`.
 */
export class AdaptiveLimit implements Limit {
  #limit: number;
  #startedAt = 0;
  #count = 0;
  #peak = 0;
  readonly #latencies = new Map<Priority, Latency>(
    PRIORITIES.map((priority) => [priority, { sumMs: 0, count: 0, baseMs: Number.POSITIVE_INFINITY }]),
  );

  constructor(readonly floor: number) {
    this.#limit = Math.max(INITIAL_LIMIT, floor);
  }

  get current(): number {
    return this.#limit;
  }

  record(priority: Priority, latencyMs: number, inFlight: number, now: number): void {
    const latency = this.#latencies.get(priority);
    if (!latency) return;
    if (this.#count === 0) this.#startedAt = now;
    latency.sumMs += Math.min(latencyMs, MAX_LATENCY_MS);
    latency.count++;
    this.#count++;
    if (inFlight > this.#peak) this.#peak = inFlight;
    if (this.#count >= WINDOW_REQUESTS && now - this.#startedAt >= WINDOW_MS) this.#endWindow();
  }

  #endWindow(): void {
    const isQuiet = this.#peak <= this.floor;
    let delayMs = 0;
    for (const latency of this.#latencies.values()) {
      const { sumMs, count } = latency;
      latency.sumMs = latency.count = 0;
      if (count < MIN_REQUESTS) continue;
      const meanMs = sumMs / count;
      if (meanMs < latency.baseMs) latency.baseMs = meanMs;
      else if (isQuiet) latency.baseMs += BASE_DRIFT * (meanMs - latency.baseMs);
      delayMs = Math.max(delayMs, meanMs - latency.baseMs);
    }
    const offTarget = Math.max(-1, 1 - delayMs / TARGET_DELAY_MS);
    const wasReached = this.#peak >= Math.floor(this.#limit);
    if (wasReached || offTarget < 0)
      this.#limit = Math.min(MAX_LIMIT, Math.max(this.floor, this.#limit * (1 + STEP * offTarget)));
    this.#count = this.#peak = 0;
  }
}
