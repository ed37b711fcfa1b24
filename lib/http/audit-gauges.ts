import { Gauge } from "prom-client";
import { CHECKS, reports } from "@/lib/audit";
import { oncePerProcess } from "@/lib/core/once";
import { measured, metrics } from "./frame/observed";
import { onceIn } from "./frame/once-in";

const gauges = oncePerProcess("audit gauges", () => ({
  violations: new Gauge({
    name: "jari_audit_violations",
    help: "What the last audit of the books found, by check: anything above 0 wants a person.",
    labelNames: ["check"] as const,
    registers: [metrics.gauges],
  }),
  at: new Gauge({
    name: "jari_audit_last_seconds",
    help: "When the books were last audited (Unix time). Older than a day: the cron does not come.",
    registers: [metrics.gauges],
  }),
}));

const newest = onceIn(1_000, () => reports(1));

/** Sets the gauges by the newest report, whichever process made it. Without one, or a database, they say nothing. */
export async function gaugeAudit(): Promise<void> {
  const [last] = await measured(newest(""));
  gauges.violations.reset();
  gauges.at.reset();
  if (!last) return;
  gauges.at.set(last.at.getTime() / 1000);
  for (const { name } of CHECKS) {
    const found = last.findings.find(({ check }) => check === name);
    gauges.violations.set({ check: name }, found?.total ?? 0);
  }
}
