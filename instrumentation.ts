/** Next calls this once before it serves anything, so that a wrong setting stops it here and not at the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs" || process.env.NEXT_PHASE === "phase-production-build") return;
  const { startNodeProcess } = await import("./instrumentation-node");
  await startNodeProcess();
}
