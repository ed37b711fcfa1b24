import { availableParallelism } from "node:os";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { processSingleton } from "@/lib/core/singleton";

const MAX_WAIT_MS = 2_000;
const FIRST_GUESS_MS = 30; // of a core, for one password
const SMOOTHING = 0.1;
const DEFAULT_POOL_THREADS = 4; // of libuv
const THREADS_OF_OTHERS = 2; // for look-ups of names, files and compression

/** Runs `width` pieces of work at once and lets the others wait in turn. */
export class WorkLane {
  #running = 0;
  #meanMs = FIRST_GUESS_MS;
  readonly #waiting: (() => void)[] = [];

  constructor(
    readonly width: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** What work that comes now would wait, by what the last took. */
  get expectedWaitMs(): number {
    if (this.#running < this.width) return 0;
    return ((this.#waiting.length + 1) * this.#meanMs) / this.width;
  }

  /** @throws AppError OVERLOADED at once, before any work, when it would wait more than two seconds */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const { expectedWaitMs } = this;
    if (expectedWaitMs > MAX_WAIT_MS) {
      const retryAfterSeconds = Math.ceil(expectedWaitMs / 1_000) + Math.floor(Math.random() * 5);
      throw new AppError("OVERLOADED", { retryAfterSeconds });
    }
    if (this.#running < this.width) this.#running++;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    const startedAt = this.now();
    try {
      return await work();
    } finally {
      this.#meanMs += SMOOTHING * (this.now() - startedAt - this.#meanMs);
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }
}

/** As wide as this process's share of the cores, and never all of libuv's threads. */
export function laneWidth(cores: number, processes: number, poolThreads: number): number {
  return Math.max(1, Math.min(Math.floor(cores / processes), poolThreads - THREADS_OF_OTHERS));
}

/** Where passwords are hashed and compared: on libuv's threads, which DNS, files and compression need as well. */
export const passwordLane = (): WorkLane =>
  processSingleton("password lane", () => {
    const poolThreads = Number(process.env.UV_THREADPOOL_SIZE) || DEFAULT_POOL_THREADS;
    return new WorkLane(laneWidth(availableParallelism(), env().API_PROCESSES, poolThreads));
  });
