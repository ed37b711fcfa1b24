import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { freePort } from "../engines/ports";
import { type Child, startChild } from "../parts/children";
import { doorFile } from "../parts/pack-door";
import { ROOT } from "../parts/root";
import type { Stopping } from "../parts/stop";

const AGAIN_AFTER_MS = 200;
const PATIENCE_MS = 60_000; // a start takes two seconds, and many times that on a machine that does other things too
const LATER = pathToFileURL(path.join(ROOT, "scripts/drill/later.mjs")).href;
const NO_PAGES = "1"; // a port nobody listens on: the drill asks the API alone

/** One app process that is started again whenever it ends, as any supervisor does. */
export class App {
  #child: Child | undefined;
  #late = false;

  private constructor(
    readonly port: number,
    private readonly env: NodeJS.ProcessEnv,
    private readonly stopping: Stopping,
  ) {}

  static async start(env: NodeJS.ProcessEnv, stopping: Stopping): Promise<App> {
    const app = new App(await freePort(), env, stopping);
    stopping.add({ name: "an app", stop: async () => app.#child?.stop() });
    void app.#keep();
    await app.isBack();
    return app;
  }

  async #keep(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const clock = this.#late ? { NODE_OPTIONS: `--import=${LATER}` } : {};
      const env = { ...this.env, ...clock, HOST: "127.0.0.1", PORT: String(this.port) };
      this.#child = startChild("an app", [doorFile(), NO_PAGES], { env, quiet: true });
      await this.#child.gone;
      await delay(AGAIN_AFTER_MS);
    }
  }

  /** Resolves once it answers, and reaches its engines. @throws when it does not come back */
  async isBack(): Promise<void> {
    const until = Date.now() + PATIENCE_MS;
    for (let well = false; !well && !this.stopping.signal.aborted; ) {
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
  setLate(late: boolean): void {
    this.#late = late;
    this.kill();
  }
}
