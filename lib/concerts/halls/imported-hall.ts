import { parseAreas } from "./areas";
import { BoundingBox } from "./bounding-box";
import { parseCategories } from "./categories";
import type { Diagnostics } from "./diagnostics";
import { countGrades } from "./grades";
import type { Box, Hall, HallArea, ImportedHall, PlannedSeat, Point } from "./hall";
import { isRecord, PlanParser } from "./plan-parser";
import { DEFAULT_RADIUS, KNOWN_KEYS, PLAN, ROW, SEAT, SIZE, ZONE } from "./plan-schema";

export const IMPORTED_SEATS_MAX = 100_000;

const MARGIN = 24; // around the seats and areas of a plan without a size

type ParseState = {
  diagnostics: Diagnostics;
  prices: ReadonlyMap<string, number>;
  seats: PlannedSeat[];
  /** Also counts seats that could not be parsed. */
  seatsSeen: number;
  guids: Map<string, string>;
  points: Map<string, string>;
  radii: Map<number, number>;
};

function claimFirst(owners: Map<string, string>, key: string, path: string): string | undefined {
  const first = owners.get(key);
  if (first === undefined) owners.set(key, path);
  return first;
}

type RowContext = { section: string; row: string; label: string; origin: Point };

function parseSeat(seat: PlanParser, { section, row, label, origin }: RowContext, state: ParseState): void {
  const { diagnostics, prices } = state;
  state.seatsSeen++;
  const {
    seat_guid: guid,
    seat_number: number = "",
    category,
    position,
    radius = DEFAULT_RADIUS,
  } = seat.expect(KNOWN_KEYS.seat).parse(SEAT);
  if (category !== undefined && !prices.has(category))
    diagnostics.error("UNKNOWN_CATEGORY", seat.at("category"), { category });
  const firstWithGuid = guid === undefined ? undefined : claimFirst(state.guids, guid, seat.path);
  if (guid !== undefined && firstWithGuid)
    diagnostics.error("GUID_TWICE", seat.at("seat_guid"), { guid, first: firstWithGuid });
  if (!position) return;
  const [x, y] = [origin.x + position.x, origin.y + position.y];
  const firstAtPoint = claimFirst(state.points, `${x.toFixed(2)} ${y.toFixed(2)}`, seat.path);
  if (firstAtPoint) diagnostics.warn("SAME_POINT", seat.at("position"), { first: firstAtPoint });
  state.radii.set(radius, (state.radii.get(radius) ?? 0) + 1);
  state.seats.push({
    number: state.seats.length + 1,
    section,
    row,
    label: label ? label.replaceAll("%s", number) : number,
    x,
    y,
    grade: category ?? "",
    price: prices.get(category ?? "") ?? 0,
  });
}

function parseZone(zone: PlanParser, state: ParseState): HallArea[] {
  const { name: section = "", position: origin = { x: 0, y: 0 } } = zone.expect(KNOWN_KEYS.zone).parse(ZONE);
  for (const row of zone.list("rows")) {
    const {
      row_number: number = "",
      row_label = "",
      seat_label: label = "",
      position,
    } = row.expect(KNOWN_KEYS.row).parse(ROW);
    const context = {
      section,
      row: row_label.replaceAll("%s", number) || number,
      label,
      origin: { x: origin.x + (position?.x ?? 0), y: origin.y + (position?.y ?? 0) },
    };
    for (const seat of row.list("seats")) parseSeat(seat, context, state);
  }
  return parseAreas(zone, origin, state.diagnostics);
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
  const { width, height } = (plan.has("size") && plan.object("size")?.parse(SIZE)) || {};
  if (!width || !height) {
    diagnostics.warn("SIZE_COMPUTED", "plan");
    return bounds.box(MARGIN);
  }
  return bounds.include({ x: 0, y: 0 }).include({ x: width, y: height }).box();
}

const mostCommon = (counts: ReadonlyMap<number, number>): number =>
  [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [DEFAULT_RADIUS, 0])[0];

/** A hall of a plan in pretix's seating-plan.schema.json; null, with `diagnostics`, when it is refused. */
export function planImported({ plan: file, prices: givenPrices }: ImportedHall, diagnostics: Diagnostics): Hall | null {
  if (!isRecord(file)) return diagnostics.error("WRONG_TYPE", "plan", { expected: "an object" }) ?? null;
  const plan = new PlanParser(file, "plan", diagnostics).expect(KNOWN_KEYS.plan);
  const { name = "" } = plan.parse(PLAN);
  const prices = parseCategories(plan, givenPrices, diagnostics);
  const state: ParseState = {
    diagnostics,
    prices,
    seats: [],
    seatsSeen: 0,
    guids: new Map(),
    points: new Map(),
    radii: new Map(),
  };
  const areas = [...plan.list("zones")].flatMap((zone) => parseZone(zone, state));
  const { seats, seatsSeen } = state;
  if (seatsSeen === 0) diagnostics.error("NO_SEATS", "plan.zones");
  if (seatsSeen > IMPORTED_SEATS_MAX)
    diagnostics.error("TOO_MANY_SEATS", "plan.zones", { seats: seatsSeen, limit: IMPORTED_SEATS_MAX });
  const seatRadius = mostCommon(state.radii) || DEFAULT_RADIUS;
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
