/** What an engine's process reports to its launcher, once. */
export type Report = { ready: true } | { ready: false; reason: string };

type Stop = () => Promise<void>;

/**
 * Runs an engine as a child process: takes its settings from the launcher, starts, reports, and stops on SIGTERM or when the
 * launcher has exited. It ignores SIGINT, which reaches the whole group: the launcher decides the order.
 */
export function runAsChild<Settings>(start: (settings: Settings) => Promise<Stop>): void {
  let started: Promise<Stop> | undefined;
  let leaving = false;
  const leave = async () => {
    if (leaving) return;
    leaving = true;
    const stop = await started?.catch(() => undefined); // also when told to leave while still starting
    await stop?.().catch(() => {});
    process.exit(0);
  };
  const report = (message: Report) => process.connected && process.send?.(message);

  process.on("SIGINT", () => {});
  process.on("SIGTERM", leave);
  process.on("disconnect", leave);
  process.once("message", async (settings: Settings) => {
    started = start(settings);
    try {
      await started;
      report({ ready: true });
    } catch (error) {
      report({ ready: false, reason: error instanceof Error ? error.message : String(error) });
      await leave();
    }
  });
}
