import { readAreas } from "./areas";
import { Bounds } from "./box";
import { readCategories } from "./categories";
import { isFields, Reader } from "./fields";
import { countGrades } from "./grades";
import type { Box, Hall, HallArea, ImportedHall, PlannedSeat, Point } from "./hall";
import type { Findings } from "./problems";

export const IMPORTED_SEATS_MAX = 100_000; // the format's page: more is refused

const RADIUS = 10; // the format's default, in plan units
const MARGIN = 24; // around what a plan without a size holds

const KNOWN = {
  plan: ["name", "zones", "categories", "size"],
  zone: ["name", "zone_id", "uuid", "position", "rows", "areas", "displayed"],
  row: [
    ...["row_number", "row_label", "row_number_position", "seat_label", "position", "seats", "uuid"],
    ...["number_of_seats", "seats_spacing"],
  ],
  seat: ["seat_guid", "seat_number", "position", "category", "radius", "start_direction", "uuid"],
};

/** What is gathered while the plan is read, zone by zone. */
type Reading = {
  findings: Findings;
  prices: ReadonlyMap<string, number>;
  seats: PlannedSeat[];
  /** Seats met, also those that could not be read. */
  met: number;
  guids: Map<string, string>;
  points: Map<string, string>;
  radii: Map<number, number>;
};

/** The first to claim a name or a point keeps it; a later one learns whose it is. */
function claim(owners: Map<string, string>, key: string, path: string): string | undefined {
  const first = owners.get(key);
  if (first === undefined) owners.set(key, path);
  return first;
}

function readSeat(seat: Reader, row: { section: string; name: string; label: string; at: Point }, reading: Reading) {
  const { findings, prices } = reading;
  reading.met++;
  const guid = seat.expect(KNOWN.seat).name("seat_guid");
  const own = seat.text("seat_number");
  const category = seat.name("category");
  const position = seat.point("position");
  const radius = seat.size("radius", RADIUS) ?? RADIUS;
  if (category !== undefined && !prices.has(category))
    findings.refuse("UNKNOWN_CATEGORY", seat.at("category"), { category });
  const twin = guid === undefined ? undefined : claim(reading.guids, guid, seat.path);
  if (guid !== undefined && twin) findings.refuse("GUID_TWICE", seat.at("seat_guid"), { guid, first: twin });
  if (!position) return;
  const [x, y] = [row.at.x + position.x, row.at.y + position.y];
  const below = claim(reading.points, `${x.toFixed(2)} ${y.toFixed(2)}`, seat.path);
  if (below) findings.note("SAME_POINT", seat.at("position"), { first: below });
  reading.radii.set(radius, (reading.radii.get(radius) ?? 0) + 1);
  reading.seats.push({
    number: reading.seats.length + 1,
    section: row.section,
    row: row.name,
    label: row.label ? row.label.replaceAll("%s", own ?? "") : (own ?? ""),
    x,
    y,
    grade: category ?? "",
    price: prices.get(category ?? "") ?? 0,
  });
}

function readZone(zone: Reader, reading: Reading): HallArea[] {
  const section = zone.expect(KNOWN.zone).textIfAny("name");
  const origin = zone.point("position") ?? { x: 0, y: 0 };
  for (const row of zone.list("rows")) {
    const rowNumber = row.expect(KNOWN.row).text("row_number") ?? "";
    const name = row.textIfAny("row_label").replaceAll("%s", rowNumber) || rowNumber;
    const offset = row.point("position", { x: 0, y: 0 }) ?? { x: 0, y: 0 };
    const at = { x: origin.x + offset.x, y: origin.y + offset.y };
    const shared = { section, name, label: row.textIfAny("seat_label"), at };
    for (const seat of row.list("seats")) readSeat(seat, shared, reading);
  }
  return readAreas(zone, origin, reading.findings);
}

function boxOf(
  plan: Reader,
  hall: { seats: PlannedSeat[]; areas: HallArea[] },
  reach: number,
  findings: Findings,
): Box {
  const bounds = new Bounds();
  for (const seat of hall.seats) bounds.include(seat, reach);
  for (const area of hall.areas) bounds.includeArea(area);
  const size = plan.has("size") ? plan.object("size") : undefined;
  const [width, height] = [size?.size("width"), size?.size("height")];
  if (!width || !height) {
    findings.note("SIZE_COMPUTED", "plan");
    return bounds.box(MARGIN);
  }
  return bounds.include({ x: 0, y: 0 }).include({ x: width, y: height }).box();
}

const mostCommon = (counts: ReadonlyMap<number, number>): number =>
  [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [RADIUS, 0])[0];

/**
 * A hall from a seating plan in pretix's format (its `seating-plan.schema.json`): seats are numbered 1..N in the order
 * zone, row, seat; each category becomes a grade. Null when it is refused; the findings name every problem.
 */
export function planImported({ plan: file, prices: given }: ImportedHall, findings: Findings): Hall | null {
  if (!isFields(file)) return findings.refuse("WRONG_TYPE", "plan", { expected: "an object" }) ?? null;
  const plan = new Reader(file, "plan", findings).expect(KNOWN.plan);
  const name = plan.text("name") ?? "";
  const prices = readCategories(plan, given, findings);
  const reading: Reading = {
    findings,
    prices,
    seats: [],
    met: 0,
    guids: new Map(),
    points: new Map(),
    radii: new Map(),
  };
  const areas = [...plan.list("zones")].flatMap((zone) => readZone(zone, reading));
  const { seats } = reading;
  if (reading.met === 0) findings.refuse("NO_SEATS", "plan.zones");
  if (reading.met > IMPORTED_SEATS_MAX)
    findings.refuse("TOO_MANY_SEATS", "plan.zones", { seats: reading.met, limit: IMPORTED_SEATS_MAX });
  const seatRadius = mostCommon(reading.radii) || RADIUS;
  const box = boxOf(plan, { seats, areas }, seatRadius, findings);
  if (!findings.sound) return null;
  const grades = countGrades(
    [...prices].map(([name, price]) => ({ name, price })),
    seats,
  );
  for (const name of prices.keys())
    if (!grades.some((grade) => grade.name === name))
      findings.note("CATEGORY_UNUSED", "plan.categories", { key: name, category: name });
  return { seats, drawing: { kind: "imported", name, box, seatRadius, grades, areas } };
}
