import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { serverBundleFile } from "@/server/build/bundle-server";
import { type Child, startChild } from "@/tools/dev/child-process";
import { freePort } from "@/tools/dev/services/ports";
import type { Shutdown } from "@/tools/dev/shutdown";
import { ROOT } from "@/tools/root";

const RESTART_DELAY_MS = 200;
const START_TIMEOUT_MS = 120_000; // a start takes two seconds, and many times that on a machine that does other things too
const CLOCK_SKEW = pathToFileURL(path.join(ROOT, "tests/chaos/clock-skew.mjs")).href;
const NO_PAGES = "1"; // a port nobody listens on: the chaos test asks the API alone

/** One app process that is started again whenever it ends, as any supervisor does. */
export class AppProcess {
  #child: Child | undefined;
  #late = false;

  private constructor(
    readonly port: number,
    private readonly env: NodeJS.ProcessEnv,
    private readonly shutdown: Shutdown,
  ) {}

  static async start(env: NodeJS.ProcessEnv, shutdown: Shutdown): Promise<AppProcess> {
    const app = new AppProcess(await freePort(), env, shutdown);
    shutdown.add({ name: "an app", stop: async () => app.#child?.stop() });
    void app.#keep();
    await app.untilHealthy();
    return app;
  }

  async #keep(): Promise<void> {
    while (!this.shutdown.signal.aborted) {
      const clock = this.#late ? { NODE_OPTIONS: `--import=${CLOCK_SKEW}` } : {};
      const env = { ...this.env, ...clock, HOST: "127.0.0.1", PORT: String(this.port) };
      this.#child = startChild("an app", [serverBundleFile(), NO_PAGES], { env, quiet: true });
      await this.#child.exited;
      await delay(RESTART_DELAY_MS);
    }
  }

  /** Resolves once it answers, and reaches its engines. @throws when it does not come back */
  async untilHealthy(): Promise<void> {
    const until = Date.now() + START_TIMEOUT_MS;
    for (let well = false; !well && !this.shutdown.signal.aborted; ) {
      if (Date.now() > until) throw new Error("an app process does not come back");
      await delay(100);
      well = await fetch(`http://127.0.0.1:${this.port}/api/health`).then(
        ({ ok }) => ok,
        () => false,
      );
    }
  }

  /** Ends it at once; it is started again. */
  kill(): void {
    if (this.#child) process.kill(this.#child.pid, "SIGKILL");
  }

  /** From its next start on, its clock is an hour ahead, or right again. */
  setClockAhead(late: boolean): void {
    this.#late = late;
    this.kill();
  }
}
