/** What an engine's own process says to its launcher, once. */
export type Report = { ready: true } | { ready: false; reason: string };

/**
 * The life of an engine's process: it gets its settings from its launcher, starts, says so, and stops when it is told
 * to or when the launcher is gone, however that died. Ctrl-C reaches the whole group; the launcher decides the order.
 */
export function keep<Settings>(start: (settings: Settings) => Promise<() => Promise<void>>): void {
  let stop: (() => Promise<void>) | undefined;
  let leaving = false;
  const leave = async (code: number) => {
    if (leaving) return;
    leaving = true;
    await stop?.().catch(() => {});
    process.exit(code);
  };
  const report = (message: Report) => process.connected && process.send?.(message);

  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => leave(0));
  process.on("disconnect", () => leave(0));
  process.once("message", async (settings: Settings) => {
    try {
      stop = await start(settings);
      if (leaving) await stop();
      report({ ready: true });
    } catch (error) {
      report({ ready: false, reason: error instanceof Error ? error.message : String(error) });
      await leave(1);
    }
  });
}
