import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { audit } from "@/lib/audit";
import { activePlaces } from "@/lib/jobs/audit";
import { type BenchStack, startServer } from "../bench-stack";
import { residentBytes } from "../memory";
import { median } from "../paired-runs";
import { perSecond, type Row, row } from "../row";
import { closedLoop, openLoop } from "./loops";
import { VisitStats, Visits } from "./visits";

const TIMES = 3; // the peak rate
const VISITORS = [16, 32, 48]; // concurrent; one of them finds the peak
const MOST_PER_SECOND = 1_500; // a faster machine needs more fans and seats
const FANS = 3_000; // the most concurrent visitors; both servers have cached their sessions before anything is measured
const WARMING_MS = 6_000;
const MIB = 2 ** 20;

const GOALS = { ratio: 0.8, refusedMs: 100, growth: 1.1, recoverMs: 1_000 };

const percentile = (waits: readonly number[], of: number) =>
  waits.toSorted((a, b) => a - b)[Math.floor(of * waits.length)] ?? 0;

/** Milliseconds until a complete visit succeeds again. */
async function recovery(visits: Visits): Promise<number> {
  const began = performance.now();
  for (const stats = new VisitStats(); stats.pays === 0; ) await visits.visit(stats);
  return performance.now() - began;
}

/**
 * The best of a few closed loops against a server that sheds nothing: one that does would show less than it can.
 */
async function measurePeak(
  visits: Visits,
  stack: BenchStack,
  seconds: number,
  report: (line: string) => void,
): Promise<number> {
  const wanted = process.env.API_MAX_CONCURRENT_REQUESTS;
  process.env.API_MAX_CONCURRENT_REQUESTS = "100000";
  const front = await startServer(stack);
  process.env.API_MAX_CONCURRENT_REQUESTS = wanted;
  visits.connectTo(front.url);
  await closedLoop(visits, 32, WARMING_MS); // the code is compiled
  let peak = 0;
  for (const visitors of VISITORS) {
    const { perSecond: rate } = await closedLoop(visits, visitors, (1_000 * seconds) / 6);
    report(`${visitors} visitors at once: ${perSecond(rate)} held and paid`);
    peak = Math.max(peak, rate);
  }
  await front.stop();
  return peak;
}

/** Sends three times the peak rate for some seconds, then checks what visitors got and audits the database. */
export async function runOverload(stack: BenchStack, seconds: number, report: (line: string) => void): Promise<Row[]> {
  const dates = Math.ceil((MOST_PER_SECOND / 1_000) * (2 * seconds + 15));
  const visits = await Visits.open(FANS, dates);
  const peak = await measurePeak(visits, stack, seconds, report);
  const front = await startServer(stack);
  visits.connectTo(front.url);
  await closedLoop(visits, 32, WARMING_MS);

  const bytes: number[] = [];
  const lag = monitorEventLoopDelay({ resolution: 5 });
  lag.enable();
  const met = await openLoop(visits, TIMES * peak, 1_000 * seconds, async () => {
    bytes.push(await residentBytes(front.url));
  });
  lag.disable();
  const recoverMs = await recovery(visits);
  const { stats, offered, holdsPerSecond, paysPerSecond } = met;
  report(
    `${perSecond(offered)} came, ${perSecond(stats.requests / seconds)} requests; refused ${JSON.stringify(stats.refusedOf)}`,
  );
  report(`the generator's own delay: p99 ${(lag.percentile(99) / 1e6).toFixed(0)} ms`);
  for (const [what, count] of stats.others) report(`also: ${what}, ${count} times`);
  if (met.unmet > 0) throw new Error(`${met.unmet} visitors found no fan or seat left: nothing was measured`);

  const { violations } = await audit(await activePlaces());
  visits.close();
  await front.stop();
  const third = Math.floor(bytes.length / 3);
  const [middle, last] = [median(bytes.slice(third, 2 * third)), median(bytes.slice(2 * third))];
  const of = `${perSecond(paysPerSecond)} of ${perSecond(peak)} paid, ${perSecond(holdsPerSecond)} held`;
  return [
    row(
      "held and paid at three times the load",
      Math.min(holdsPerSecond, paysPerSecond) / peak,
      "of the peak",
      GOALS.ratio,
      of,
    ),
    row(
      "99 of 100 answers «not now» came within",
      percentile(stats.refusedMs, 0.99),
      "ms",
      GOALS.refusedMs,
      `${stats.refusedMs.length} of them, half within ${percentile(stats.refusedMs, 0.5).toFixed(0)} ms, 9 of 10 within ${percentile(stats.refusedMs, 0.9).toFixed(0)} ms`,
      true,
    ),
    row(
      "whoever held seats and could not pay",
      stats.abandonedPayments,
      "visitors",
      0,
      `${stats.refusedOf.pay ?? 0} payments were refused and sent again`,
      true,
    ),
    row(
      "memory, last third over the middle one",
      last / middle,
      "× growth",
      GOALS.growth,
      `${(middle / MIB).toFixed(0)} → ${(last / MIB).toFixed(0)} MiB`,
      true,
    ),
    row(
      "a whole visit succeeds again after",
      recoverMs,
      "ms",
      GOALS.recoverMs,
      "a poll, a join, a hold and a payment",
      true,
    ),
    row("violations in the books", violations, "found", 0, "by the auditor, at the end", true),
  ];
}
