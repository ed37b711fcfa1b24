import { type Row, row } from "../row";
import { countDuplicates, countOvertakenAdmissions, countOvertakenJoins } from "./check-fans";
import { PROCESS_GROUPS } from "./processes";
import type { OnsaleResult } from "./run-onsale";
import { percentilesOf, type Timed } from "./stats";

const FIRST_PAGE_MS = 2_000;
const SOLD_OUT_SECONDS = 120;

const whole = (value: number) => Math.round(value).toLocaleString("en-US");
const listed = (counts: Record<string, number>) =>
  Object.entries(counts)
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name}: ${whole(count)}`)
    .join(", ") || "none";

function timeRow(result: OnsaleResult, timed: Timed, name: string, goal: number | null): Row {
  const { count, p50, p95, p99 } = percentilesOf(result.stats.ms[timed]);
  return row(`${name}, p95`, p95, "ms", goal, `p50 ${whole(p50)}, p99 ${whole(p99)} ms of ${whole(count)}`, true);
}

function orderRow({ records }: OnsaleResult): Row {
  const [joins, admissions] = [countOvertakenJoins(records), countOvertakenAdmissions(records)];
  const detail = `${joins} by their number, ${admissions} by their admission`;
  return row("fans overtaken by a later one", joins + admissions, "fans", 0, detail, true);
}

function soldOutRow({ soldOutMs, records }: OnsaleResult, seats: number): Row {
  const sold = records.reduce((sum, { seats }) => sum + seats.length, 0);
  const seconds = soldOutMs === null ? Number.POSITIVE_INFINITY : soldOutMs / 1_000;
  const buyers = records.filter(({ outcome }) => outcome === "bought").length;
  const detail = `${whole(sold)} of ${whole(seats)} seats to ${whole(buyers)} fans`;
  return row("sold out after the opening", seconds, "s", SOLD_OUT_SECONDS, detail, true);
}

function refusalRow({ stats, records }: OnsaleResult): Row {
  const lost = records.filter(({ outcome }) => outcome === "failed");
  const [first] = lost;
  const faults = Object.values(stats.faults).reduce((sum, count) => sum + count, 0);
  const detail = `refused and recovered: ${listed(stats.refusals)}; without Retry-After: ${listed(stats.faults)}${first ? `; first: ${first.failure}` : ""}`;
  return row("fans lost, and faults", lost.length + faults, "", 0, detail, true);
}

function cpuRows({ cpu, records, seconds }: OnsaleResult): Row[] {
  const sold = Math.max(
    1,
    records.reduce((sum, { seats }) => sum + seats.length, 0),
  );
  return PROCESS_GROUPS.flatMap((group) => {
    const used = cpu[group];
    if (used === undefined) return [];
    const detail = `${used.toFixed(1)} s in all, ${((100 * used) / seconds).toFixed(0)} % of a core`;
    return [row(`processor a sold seat: ${group}`, (1_000 * used) / sold, "ms", null, detail)];
  });
}

/** What an on-sale showed, beside its goals. `violations` are the auditor's, `doubles` the database's own count. */
export function onsaleRows(result: OnsaleResult, seats: number, violations: number, doubles: number): Row[] {
  const { records, bytes, stats } = result;
  const joined = records.filter(({ number }) => number !== null).length;
  const twice = countDuplicates(records);
  return [
    timeRow(result, "firstPage", "first page with its files", FIRST_PAGE_MS),
    timeRow(result, "firstHtml", "first page, HTML alone", null),
    row("fans with a place in the queue", joined, "fans", records.length, `of ${whole(records.length)}`),
    timeRow(result, "join", "join", null),
    timeRow(result, "poll", "poll", null),
    orderRow(result),
    soldOutRow(result, seats),
    timeRow(result, "seatPage", "seat page with its map", null),
    timeRow(result, "hold", "hold", null),
    timeRow(result, "pay", "payment by the browser", null),
    timeRow(result, "ticketPage", "ticket page", null),
    refusalRow(result),
    row(
      "sold or issued twice",
      twice.numbers + twice.seats + doubles,
      "",
      0,
      "numbers, seats as fans saw them, and in the database",
      true,
    ),
    row("violations in the books", violations, "found", 0, "by the auditor, at the end", true),
    ...cpuRows(result),
    row(
      "bytes a fan",
      bytes / Math.max(1, records.length) / 1_000,
      "kB",
      null,
      `${whole(stats.requests)} requests in all`,
    ),
  ];
}
