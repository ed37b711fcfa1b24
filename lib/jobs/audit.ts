import { type ActivePlace, type AuditResult, audit, saveReport } from "@/lib/audit";
import { queuesOnSale } from "@/lib/concerts";
import { log } from "@/lib/core/log";
import { listActive } from "@/lib/queue/active";

const MARGIN_MS = 24 * 60 * 60 * 1000; // a nightly audit sees every sale of the day, and sessions outlive their sale by minutes

/** The active places of all queues on sale, without those that do not answer, so that Postgres is audited anyway. */
export async function activePlaces(): Promise<ActivePlace[]> {
  const queues = await queuesOnSale(MARGIN_MS);
  const results = await Promise.allSettled(queues.map(({ concertId }) => listActive(concertId)));
  const unreachable = results.filter(({ status }) => status === "rejected").length;
  if (unreachable > 0) log.warn({ unreachable }, "queues could not be audited");
  return results.flatMap((result) => (result.status === "fulfilled" ? result.value : []));
}

async function runAndSave(): Promise<AuditResult> {
  const report = await audit(await activePlaces());
  for (const finding of report.findings) log.error(finding, "the books are not in order");
  await saveReport(report);
  return report;
}

let running: Promise<AuditResult> | undefined;

/** Runs the audit, logs every finding and saves the report. Concurrent callers share one run. */
export function auditNow(): Promise<AuditResult> {
  running ??= runAndSave().finally(() => {
    running = undefined;
  });
  return running;
}
