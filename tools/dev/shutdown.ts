type Stoppable = { name: string; stop: () => Promise<void> };

/** Stops what was started, in reverse order and once. */
export class Shutdown {
  readonly #stoppers: Stoppable[] = [];
  readonly #controller = new AbortController();
  #ended: Promise<void> | undefined;

  /** Aborts when end() begins. */
  readonly signal = this.#controller.signal;

  /** Registers a part; after end() it is stopped at once. */
  add<T extends Stoppable>(part: T): T {
    if (this.signal.aborted) void part.stop();
    else this.#stoppers.push(part);
    return part;
  }

  /** Stops all parts in reverse order; an error of one does not keep the others. */
  end(): Promise<void> {
    this.#ended ??= (async () => {
      this.#controller.abort();
      for (const part of this.#stoppers.reverse()) await part.stop().catch(() => {});
    })();
    return this.#ended;
  }

  /** Resolves with the reason to stop: Ctrl-C, a signal, or the end of the launcher. */
  untilSignal(): Promise<string> {
    return new Promise((resolve) => {
      for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => resolve(name));
      process.on("disconnect", () => resolve("its launcher ended"));
    });
  }
}
