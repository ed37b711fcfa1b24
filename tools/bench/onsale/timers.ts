const TICK_MS = 10;

type Waiting = { at: number; wake(): void };

/**
 * Wakes any number of sleepers with one timer: a binary heap by time, looked at every ten milliseconds. A timer each
 * would cost the load generator more than the requests it sends.
 */
export class Timers {
  readonly #heap: Waiting[] = [];
  #ticking: NodeJS.Timeout | undefined;

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Resolves after `ms` milliseconds, at most a tick late. */
  sleep(ms: number): Promise<void> {
    return new Promise((wake) => this.at(this.now() + ms, wake));
  }

  /** Calls `wake` at `at`, in milliseconds of the clock. */
  at(at: number, wake: () => void): void {
    this.#push({ at, wake });
    this.#ticking ??= setInterval(() => this.tick(), TICK_MS);
  }

  /** Wakes everybody who is due. */
  tick(): void {
    const now = this.now();
    for (let first = this.#heap[0]; first && first.at <= now; first = this.#heap[0]) {
      this.#pop();
      first.wake();
    }
    if (this.#heap.length > 0) return;
    clearInterval(this.#ticking);
    this.#ticking = undefined;
  }

  #push(entry: Waiting): void {
    let index = this.#heap.push(entry) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = this.#heap[parent];
      if (!above || above.at <= entry.at) break;
      this.#heap[index] = above;
      index = parent;
    }
    this.#heap[index] = entry;
  }

  #pop(): void {
    const last = this.#heap.pop();
    if (!last || this.#heap.length === 0) return;
    let index = 0;
    for (;;) {
      const left = this.#heap[2 * index + 1];
      const right = this.#heap[2 * index + 2];
      const isRight = right !== undefined && left !== undefined && right.at < left.at;
      const child = isRight ? right : left;
      if (!child || child.at >= last.at) break;
      this.#heap[index] = child;
      index = 2 * index + (isRight ? 2 : 1);
    }
    this.#heap[index] = last;
  }
}
