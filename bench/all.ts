import { say } from "@/scripts/parts/say";
import { doubleAssignments, unsafeControl } from "./check/doubles";
import { type House, startFloor, startFront } from "./house";
import { type Row, row } from "./row";
import { holdRow, payRow } from "./rows/booking";
import { edgeRows } from "./rows/edge";
import { crowdRows, raceRows } from "./rows/fights";
import { lineRows, seatsGrowthRow } from "./rows/growth";
import { bareRow, joinRow, pollRow } from "./rows/line";
import { nextRows, processesRow } from "./rows/mounts";
import { seatsRow } from "./rows/seats";
import type { Size, World } from "./rows/world";

type Bench = (world: World) => Promise<Row | Row[]>;

const BENCHES: Bench[] = [
  bareRow,
  pollRow,
  joinRow,
  holdRow,
  payRow,
  seatsRow,
  edgeRows,
  raceRows,
  crowdRows,
  seatsGrowthRow,
  processesRow,
  lineRows,
];

const show = ({ name, value, unit, goal, atMost, met, detail }: Row) => {
  const wanted = goal === null ? "" : ` (goal ${atMost ? "≤" : "≥"} ${goal}: ${met ? "met" : "NOT MET"})`;
  say(`  ${name}: ${value} ${unit}${wanted} · ${detail}`);
};

/** That no seat has two owners, and that the check would see it. */
async function checked(when: string): Promise<Row> {
  const [doubles, control] = [await doubleAssignments(), await unsafeControl()];
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
export async function runBenches(house: House, size: Size, withNext: boolean): Promise<Row[]> {
  const front = await startFront(house);
  const floor = await startFloor(house, Buffer.from("{}"));
  const world: World = { house, front: front.url, floor: floor.url, size };
  const rows: Row[] = [];
  for (const bench of withNext ? [...BENCHES, nextRows] : BENCHES) {
    for (const one of [await bench(world)].flat()) {
      rows.push(one);
      show(one);
    }
    const doubles = await doubleAssignments();
    if (doubles > 0) throw new Error(`${doubles} seats have two owners`);
  }
  const last = await checked("in the whole database, at the end");
  show(last);
  return [...rows, last];
}
