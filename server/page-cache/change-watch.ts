import { concertsVersion, onConcertsChange } from "@/lib/concerts";
import { withTimeout } from "@/lib/core/timeout";

const CHECK_EVERY_MS = 500; // spec: an edit is seen by every process within a second
const CHECK_TIMEOUT_MS = 200; // pages do not wait longer for Redis

/**
 * Calls `onChange` when a concert is saved: at once where this process saves it; for the saves of others, Redis is asked
 * while pages are.
 */
export class ChangeWatch {
  readonly #onChange: () => void;
  #version: number | null = null;
  #checkedAt = Number.NEGATIVE_INFINITY;
  #checking: Promise<void> | undefined;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
    onConcertsChange(onChange);
  }

  /** Whether it is time for `check()`. */
  get isDue(): boolean {
    return performance.now() - this.#checkedAt >= CHECK_EVERY_MS;
  }

  /** Resolves once the saves of other processes are known, or Redis cannot say. */
  check(): Promise<void> {
    this.#checking ??= this.#check().finally(() => {
      this.#checking = undefined;
    });
    return this.#checking;
  }

  async #check(): Promise<void> {
    const timeout = { ms: CHECK_TIMEOUT_MS, onTimeout: () => new Error("Redis does not answer") };
    const version = await withTimeout(concertsVersion(), timeout).catch(() => null);
    this.#checkedAt = performance.now();
    if (version === null || version === this.#version) return;
    this.#version = version;
    this.#onChange();
  }
}
