import { print } from "@/tools/cli";
import { type BenchStack, startBaseline, startServer } from "./bench-stack";
import { countDoubleBookings, doubleBookingsWithoutLocking } from "./check/double-bookings";
import { type Row, row } from "./row";
import { holdRow, payRow } from "./rows/booking";
import { browserPayRow } from "./rows/browser-pay";
import { burstRows } from "./rows/burst";
import { hotSeatRows, mixedLoadRows } from "./rows/contention";
import { edgeRows } from "./rows/edge";
import type { BenchContext, Size } from "./rows/fixtures";
import { queueGrowthRows, seatsGrowthRow } from "./rows/growth";
import { laneRows } from "./rows/lanes";
import { nextRows, processesRow } from "./rows/mounts";
import { bareHandlerRow, joinRow, pollRow } from "./rows/queue";
import { seatsRow } from "./rows/seats";
import { sharedPageRows } from "./rows/shared-pages";

type Bench = (world: BenchContext) => Promise<Row | Row[]>;

const BENCHES: Bench[] = [
  bareHandlerRow,
  pollRow,
  joinRow,
  holdRow,
  payRow,
  seatsRow,
  edgeRows,
  hotSeatRows,
  mixedLoadRows,
  burstRows,
  laneRows,
  seatsGrowthRow,
  processesRow,
  queueGrowthRows,
];

const printRow = ({ name, value, unit, goal, atMost, met, detail }: Row) => {
  const target = goal === null ? "" : ` (goal ${atMost ? "≤" : "≥"} ${goal}: ${met ? "met" : "NOT MET"})`;
  print(`  ${name}: ${value} ${unit}${target} · ${detail}`);
};

/** That no seat has two owners, and that the check would see it. */
async function checkDoubleBookings(when: string): Promise<Row> {
  const [doubles, control] = [await countDoubleBookings(), await doubleBookingsWithoutLocking()];
  if (control === 0) throw new Error("the unsafe control sold nothing twice: the check proves nothing");
  return row(
    `double assignments ${when}`,
    doubles,
    "seats",
    0,
    `an unsafe control sold ${control} of 50 seats twice`,
    true,
  );
}

/** Every row, one after the other, with the check of doubles after each that writes seats, told as they come. */
export async function runBenches(stack: BenchStack, size: Size, withNext: boolean): Promise<Row[]> {
  const front = await startServer(stack);
  const baseline = await startBaseline(stack, Buffer.from("{}"));
  const world: BenchContext = { stack, front: front.url, baseline: baseline.url, size };
  const rows: Row[] = [];
  for (const bench of withNext ? [...BENCHES, nextRows, browserPayRow, sharedPageRows] : BENCHES) {
    for (const one of [await bench(world)].flat()) {
      rows.push(one);
      printRow(one);
    }
    const doubles = await countDoubleBookings();
    if (doubles > 0) throw new Error(`${doubles} seats have two owners`);
  }
  const last = await checkDoubleBookings("in the whole database, at the end");
  printRow(last);
  return [...rows, last];
}
