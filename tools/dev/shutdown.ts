type Stoppable = { name: string; stop: () => Promise<void> };

/** What has to be stopped at the end, last started first, once, whoever asks. */
export class Shutdown {
  readonly #stoppers: Stoppable[] = [];
  readonly #controller = new AbortController();
  #ended: Promise<void> | undefined;

  /** Aborts as soon as the end has begun. */
  readonly signal = this.#controller.signal;

  /** @returns the part; it is stopped at once when the end has begun already. */
  add<T extends Stoppable>(part: T): T {
    if (this.signal.aborted) void part.stop();
    else this.#stoppers.push(part);
    return part;
  }

  /** Stops everything that was added, in reverse order; a part that cannot stop does not keep the others from it. */
  end(): Promise<void> {
    this.#ended ??= (async () => {
      this.#controller.abort();
      for (const part of this.#stoppers.reverse()) await part.stop().catch(() => {});
    })();
    return this.#ended;
  }

  /** Resolves when somebody asks this process to stop: Ctrl-C, a signal, or the end of the process that launched it. */
  untilSignal(): Promise<string> {
    return new Promise((resolve) => {
      for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => resolve(name));
      process.on("disconnect", () => resolve("its launcher ended"));
    });
  }
}
