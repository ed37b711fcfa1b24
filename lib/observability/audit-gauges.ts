import { Gauge } from "prom-client";
import { CHECKS, latestReports } from "@/lib/audit";
import { processSingleton } from "@/lib/core/singleton";
import { memoizeFor } from "@/lib/core/ttl-cache";
import { metrics, orEmpty } from "./metrics";

const gauges = processSingleton("audit gauges", () => ({
  violations: new Gauge({
    name: "jari_audit_violations",
    help: "Findings of the last audit by check; anything above 0 needs a person.",
    labelNames: ["check"] as const,
    registers: [metrics.gauges],
  }),
  at: new Gauge({
    name: "jari_audit_last_seconds",
    help: "Unix time of the last audit. Over a day old: the cron job does not run.",
    registers: [metrics.gauges],
  }),
}));

const newest = memoizeFor(1_000, () => latestReports(1));

/** Sets the gauges from the newest report of any process; without one, or without Postgres, they are empty. */
export async function gaugeAudit(): Promise<void> {
  const [last] = await orEmpty(newest());
  gauges.violations.reset();
  gauges.at.reset();
  if (!last) return;
  gauges.at.set(last.at.getTime() / 1000);
  for (const { name } of CHECKS) {
    const found = last.findings.find(({ check }) => check === name);
    gauges.violations.set({ check: name }, found?.total ?? 0);
  }
}
