import { parseAreas } from "./areas";
import { BoundingBox } from "./bounding-box";
import { parseCategories } from "./categories";
import type { Diagnostics } from "./diagnostics";
import { countGrades } from "./grades";
import type { Box, Hall, HallArea, ImportedHall, PlannedSeat, Point } from "./hall";
import { isRecord, PlanParser } from "./plan-parser";

export const IMPORTED_SEATS_MAX = 100_000; // the format's page: more is refused

const RADIUS = 10; // the format's default, in plan units
const MARGIN = 24; // around what a plan without a size holds

const KNOWN_KEYS = {
  plan: ["name", "zones", "categories", "size"],
  zone: ["name", "zone_id", "uuid", "position", "rows", "areas", "displayed"],
  row: [
    ...["row_number", "row_label", "row_number_position", "seat_label", "position", "seats", "uuid"],
    ...["number_of_seats", "seats_spacing"],
  ],
  seat: ["seat_guid", "seat_number", "position", "category", "radius", "start_direction", "uuid"],
};

/** What is gathered while the plan is read, zone by zone. */
type ParseState = {
  diagnostics: Diagnostics;
  prices: ReadonlyMap<string, number>;
  seats: PlannedSeat[];
  /** Seats met, also those that could not be read. */
  seatsSeen: number;
  guids: Map<string, string>;
  points: Map<string, string>;
  radii: Map<number, number>;
};

/** The first to claim a name or a point keeps it; a later one learns whose it is. */
function claimFirst(owners: Map<string, string>, key: string, path: string): string | undefined {
  const first = owners.get(key);
  if (first === undefined) owners.set(key, path);
  return first;
}

function parseSeat(
  seat: PlanParser,
  row: { section: string; name: string; label: string; at: Point },
  reading: ParseState,
) {
  const { diagnostics, prices } = reading;
  reading.seatsSeen++;
  const guid = seat.expect(KNOWN_KEYS.seat).name("seat_guid");
  const own = seat.text("seat_number");
  const category = seat.name("category");
  const position = seat.point("position");
  const radius = seat.size("radius", RADIUS) ?? RADIUS;
  if (category !== undefined && !prices.has(category))
    diagnostics.error("UNKNOWN_CATEGORY", seat.at("category"), { category });
  const firstWithGuid = guid === undefined ? undefined : claimFirst(reading.guids, guid, seat.path);
  if (guid !== undefined && firstWithGuid)
    diagnostics.error("GUID_TWICE", seat.at("seat_guid"), { guid, first: firstWithGuid });
  if (!position) return;
  const [x, y] = [row.at.x + position.x, row.at.y + position.y];
  const firstAtPoint = claimFirst(reading.points, `${x.toFixed(2)} ${y.toFixed(2)}`, seat.path);
  if (firstAtPoint) diagnostics.warn("SAME_POINT", seat.at("position"), { first: firstAtPoint });
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

function parseZone(zone: PlanParser, reading: ParseState): HallArea[] {
  const section = zone.expect(KNOWN_KEYS.zone).textIfAny("name");
  const origin = zone.point("position") ?? { x: 0, y: 0 };
  for (const row of zone.list("rows")) {
    const rowNumber = row.expect(KNOWN_KEYS.row).text("row_number") ?? "";
    const name = row.textIfAny("row_label").replaceAll("%s", rowNumber) || rowNumber;
    const offset = row.point("position", { x: 0, y: 0 }) ?? { x: 0, y: 0 };
    const at = { x: origin.x + offset.x, y: origin.y + offset.y };
    const shared = { section, name, label: row.textIfAny("seat_label"), at };
    for (const seat of row.list("seats")) parseSeat(seat, shared, reading);
  }
  return parseAreas(zone, origin, reading.diagnostics);
}

function computeBox(
  plan: PlanParser,
  hall: { seats: PlannedSeat[]; areas: HallArea[] },
  reach: number,
  diagnostics: Diagnostics,
): Box {
  const bounds = new BoundingBox();
  for (const seat of hall.seats) bounds.include(seat, reach);
  for (const area of hall.areas) bounds.includeArea(area);
  const size = plan.has("size") ? plan.object("size") : undefined;
  const [width, height] = [size?.size("width"), size?.size("height")];
  if (!width || !height) {
    diagnostics.warn("SIZE_COMPUTED", "plan");
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
export function planImported({ plan: file, prices: givenPrices }: ImportedHall, diagnostics: Diagnostics): Hall | null {
  if (!isRecord(file)) return diagnostics.error("WRONG_TYPE", "plan", { expected: "an object" }) ?? null;
  const plan = new PlanParser(file, "plan", diagnostics).expect(KNOWN_KEYS.plan);
  const name = plan.text("name") ?? "";
  const prices = parseCategories(plan, givenPrices, diagnostics);
  const reading: ParseState = {
    diagnostics,
    prices,
    seats: [],
    seatsSeen: 0,
    guids: new Map(),
    points: new Map(),
    radii: new Map(),
  };
  const areas = [...plan.list("zones")].flatMap((zone) => parseZone(zone, reading));
  const { seats } = reading;
  if (reading.seatsSeen === 0) diagnostics.error("NO_SEATS", "plan.zones");
  if (reading.seatsSeen > IMPORTED_SEATS_MAX)
    diagnostics.error("TOO_MANY_SEATS", "plan.zones", { seats: reading.seatsSeen, limit: IMPORTED_SEATS_MAX });
  const seatRadius = mostCommon(reading.radii) || RADIUS;
  const box = computeBox(plan, { seats, areas }, seatRadius, diagnostics);
  if (!diagnostics.ok) return null;
  const grades = countGrades(
    [...prices].map(([name, price]) => ({ name, price })),
    seats,
  );
  for (const name of prices.keys())
    if (!grades.some((grade) => grade.name === name))
      diagnostics.warn("CATEGORY_UNUSED", "plan.categories", { key: name, category: name });
  return { seats, drawing: { kind: "imported", name, box, seatRadius, grades, areas } };
}
