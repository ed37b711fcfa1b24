import { type Audit, audit, type Inside, keepReport } from "@/lib/audit";
import { linesOnSale } from "@/lib/catalogue";
import { log } from "@/lib/core/log";
import { insideOf } from "@/lib/queue/inside";

const MARGIN_MS = 24 * 60 * 60 * 1000; // a session outlives its sale by minutes; a nightly look sees every sale of the day

/** Who is inside the lines now. A line that does not answer is left out: the books of Postgres are audited all the same. */
export async function insideNow(): Promise<Inside[]> {
  const lines = await linesOnSale(MARGIN_MS);
  const asked = await Promise.allSettled(lines.map(({ concertId }) => insideOf(concertId)));
  const silent = asked.filter(({ status }) => status === "rejected").length;
  if (silent > 0) log.warn({ silent }, "lines that could not be audited");
  return asked.flatMap((one) => (one.status === "fulfilled" ? one.value : []));
}

async function auditOnce(): Promise<Audit> {
  const done = await audit(await insideNow());
  for (const finding of done.findings) log.error(finding, "the books are not in order");
  await keepReport(done);
  return done;
}

let running: Promise<Audit> | undefined;

/** Audits the books, says in the log what is wrong, and keeps the report. One at a time: who asks meanwhile gets the same. */
export function auditNow(): Promise<Audit> {
  running ??= auditOnce().finally(() => {
    running = undefined;
  });
  return running;
}
