/** Next calls this once, before it serves anything: settings that are missing stop it here, not at the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs" || process.env.NEXT_PHASE === "phase-production-build") return;
  const { requireSettings } = await import("./instrumentation-node");
  requireSettings();
}
