import { type ActivePlace, type AuditResult, audit, saveReport } from "@/lib/audit";
import { queuesOnSale } from "@/lib/concerts";
import { log } from "@/lib/core/log";
import { listActive } from "@/lib/queue/active";

const MARGIN_MS = 24 * 60 * 60 * 1000; // a session outlives its sale by minutes; a nightly look sees every sale of the day

/** Who is inside the lines now. A line that does not answer is left out: the books of Postgres are audited all the same. */
export async function activePlaces(): Promise<ActivePlace[]> {
  const queues = await queuesOnSale(MARGIN_MS);
  const results = await Promise.allSettled(queues.map(({ concertId }) => listActive(concertId)));
  const unreachable = results.filter(({ status }) => status === "rejected").length;
  if (unreachable > 0) log.warn({ silent: unreachable }, "lines that could not be audited");
  return results.flatMap((one) => (one.status === "fulfilled" ? one.value : []));
}

async function runAndKeep(): Promise<AuditResult> {
  const report = await audit(await activePlaces());
  for (const finding of report.findings) log.error(finding, "the books are not in order");
  await saveReport(report);
  return report;
}

let running: Promise<AuditResult> | undefined;

/** Audits the books, says in the log what is wrong, and keeps the report. One at a time: who asks meanwhile gets the same. */
export function auditNow(): Promise<AuditResult> {
  running ??= runAndKeep().finally(() => {
    running = undefined;
  });
  return running;
}
