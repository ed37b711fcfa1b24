import type { Verdict } from "@/lib/rehearsals";
import { countDuplicates, countOvertakenAdmissions, countOvertakenJoins } from "../bench/onsale/check-fans";
import type { OnsaleResult } from "../bench/onsale/run-onsale";
import { type CrowdStats, percentilesOf, type Timed } from "../bench/onsale/stats";

/** The queue's settings that were tried, and the machine. `skewMs` is how far the queue's clock may be from ours. */
export type Trial = { seats: number; capacity: number; admitPerMinute: number; cores: number; skewMs: number };

type Measured = Verdict["measured"];
type Bottleneck = Verdict["bottleneck"];

const FIRST_PAGE_MS = 2_000;
const ANSWER_MS = 1_000; // for whoever holds or pays
const BUSY_PERCENT = 85; // of a core, all the time: a process of Node has no more
const HEADROOM_PERCENT = 70; // what a recommendation leaves a machine to do
const MOST_FASTER = 2; // a recommendation stays near what was tried
const CAPACITY_MARGIN = 1.25; // sessions differ in length
const REFUSED_SHARE = 0.02; // of requests
const BUSIEST_SHARE = 0.9;

const p95 = ({ ms }: CrowdStats, timed: Timed) => Math.round(percentilesOf(ms[timed]).p95);

/** The busy percent that is passed in a tenth of the seconds from the opening on. */
function busiest(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(BUSIEST_SHARE * (sorted.length - 1))] ?? 0;
}

/** Percent of a core by part of the service, and of all cores together, in the busiest seconds of the sale. */
function processorOf({ moments }: OnsaleResult, cores: number) {
  const open = moments.filter(({ atMs }) => atMs > 0);
  const groups = new Set(open.flatMap(({ cpu }) => Object.keys(cpu) as (keyof (typeof open)[number]["cpu"])[]));
  const percent = Object.fromEntries(
    [...groups].map((group) => [group, Math.round(busiest(open.map(({ cpu }) => 100 * (cpu[group] ?? 0))))]),
  );
  const sums = open.map(({ cpu }) => Object.values(cpu).reduce((sum, seconds) => sum + seconds, 0));
  return { percent, machine: busiest(sums.map((seconds) => (100 * seconds) / cores)) };
}

function sessionSecondsOf({ records }: OnsaleResult): number {
  const lengths = records.flatMap(({ admittedAt, paidAt }) =>
    admittedAt && paidAt ? [(paidAt - admittedAt) / 1_000] : [],
  );
  return lengths.length > 0 ? lengths.reduce((sum, seconds) => sum + Math.max(0, seconds), 0) / lengths.length : 0;
}

const sumOf = (counts: Record<string, number>) => Object.values(counts).reduce((sum, count) => sum + count, 0);

function reasonsOf(result: OnsaleResult, { seats, skewMs }: Trial, measured: Measured): Verdict["reasons"] {
  const { records, stats } = result;
  const twice = countDuplicates(records);
  const overtaken = countOvertakenJoins(records) + countOvertakenAdmissions(records, skewMs);
  const broken: [Verdict["reasons"][number], boolean][] = [
    ["TWICE", twice.numbers + twice.seats > 0],
    ["OUT_OF_ORDER", overtaken > 0],
    ["LOST_FANS", records.some(({ outcome }) => outcome === "failed")],
    ["FAULTS", sumOf(stats.faults) > 0],
    ["FIRST_PAGE_SLOW", measured.firstPageMs > FIRST_PAGE_MS],
    ["HOLD_SLOW", measured.holdMs > ANSWER_MS],
    ["PAYMENT_SLOW", measured.paymentMs > ANSWER_MS],
    ["NOT_SOLD_OUT", measured.seatsSold < seats],
  ];
  return broken.filter(([, isBroken]) => isBroken).map(([reason]) => reason);
}

function bottleneckOf(
  { percent, machine }: ReturnType<typeof processorOf>,
  { stats }: OnsaleResult,
  { refused }: Measured,
): Bottleneck {
  const [[group, most] = ["", 0]] = Object.entries(percent).toSorted(([, a], [, b]) => b - a);
  if (machine >= BUSY_PERCENT) return "machine";
  if (most >= BUSY_PERCENT) return group as Bottleneck;
  return refused > REFUSED_SHARE * stats.requests ? "shed" : "rate";
}

/** Admissions a minute that leave the machine a reserve, and how many may be inside at that rate (Little's law). */
function recommend(go: boolean, busyPercent: number, sessionSeconds: number, { admitPerMinute }: Trial) {
  const room = HEADROOM_PERCENT / Math.max(1, busyPercent);
  const factor = go ? Math.min(MOST_FASTER, room) : Math.min(0.5, room);
  const rate = Math.max(1, Math.floor(admitPerMinute * factor));
  const inside = Math.ceil(((rate * sessionSeconds) / 60) * CAPACITY_MARGIN);
  return { capacity: Math.max(1, inside), admitPerMinute: rate };
}

/** *Go* or *no go*, why, what set the pace, and the queue settings that this machine carries with a reserve. */
export function judge(result: OnsaleResult, trial: Trial): Verdict {
  const { records, stats, soldOutMs } = result;
  const processor = processorOf(result, trial.cores);
  const measured: Measured = {
    fans: records.length,
    seats: trial.seats,
    seatsSold: records.reduce((sum, { seats }) => sum + seats.length, 0),
    soldOutSeconds: soldOutMs === null ? null : Math.round(soldOutMs / 100) / 10,
    sessionSeconds: Math.round(10 * sessionSecondsOf(result)) / 10,
    firstPageMs: p95(stats, "firstPage"),
    joinMs: p95(stats, "join"),
    holdMs: p95(stats, "hold"),
    paymentMs: p95(stats, "pay"),
    refused: sumOf(stats.refusals),
    processorPercent: processor.percent,
  };
  const reasons = reasonsOf(result, trial, measured);
  const go = reasons.length === 0;
  const most = Math.max(processor.machine, ...Object.values(processor.percent));
  return {
    go,
    reasons,
    bottleneck: bottleneckOf(processor, result, measured),
    recommended: recommend(go, most, measured.sessionSeconds, trial),
    measured,
  };
}
