/**
 * Next calls this once, before it serves anything: settings that are missing stop it here, not at the first request, and
 * traces begin where they are asked for.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs" || process.env.NEXT_PHASE === "phase-production-build") return;
  const { startNodeProcess } = await import("./instrumentation-node");
  await startNodeProcess();
}
