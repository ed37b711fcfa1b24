import type { Diagnostics } from "./diagnostics";
import { countGrades } from "./grades";
import type { GradeCut, Hall, HallArea, PlainHall, PlannedSeat } from "./hall";
import { isPrice, PRICE_MAX, PRICE_MIN } from "./price";
import { layoutSeats, rowName } from "./seat-layout";

export const PLAIN_SEATS_MAX = 5_000; // a bigger hall needs a real plan

const STAGE_WIDTH = 0.55; // of the front row, so that the rows embrace it
const STAGE_HALF = { min: 70, max: 180 };

function checkNames(grades: readonly GradeCut[], diagnostics: Diagnostics): void {
  const seen = new Set<string>();
  for (const [index, { name, price, from, to }] of grades.entries()) {
    const at = `grades[${index}]`;
    if (!name) diagnostics.error("MISSING", `${at}.name`, { expected: "text" });
    else if (seen.has(name)) diagnostics.error("GRADE_TWICE", `${at}.name`, { grade: name });
    seen.add(name);
    if (!isPrice(price)) diagnostics.error("PRICE_WRONG", `${at}.price`, { min: PRICE_MIN, max: PRICE_MAX });
    if (from > to) diagnostics.error("GRADE_BACKWARDS", `${at}.to`, { grade: name });
  }
}

function checkCuts({ seats, grades }: PlainHall, diagnostics: Diagnostics): void {
  const sorted = [...grades.entries()].sort(([, a], [, b]) => a.from - b.from);
  let next = 1;
  let before = "";
  for (const [index, { name, from, to }] of sorted) {
    const range = { min: 1, max: seats };
    for (const [key, value] of [["from", from] as const, ["to", to] as const]) {
      if (!Number.isInteger(value) || value < 1 || value > seats)
        diagnostics.error("OUT_OF_RANGE", `grades[${index}].${key}`, range);
    }
    if (from < next) diagnostics.error("GRADES_OVERLAP", `grades[${index}].from`, { seat: from, grade: before });
    if (from > next) diagnostics.error("GRADES_GAP", `grades[${index}].from`, { from: next, to: from - 1 });
    next = Math.max(next, to + 1);
    before = name;
  }
  if (next <= seats) diagnostics.error("GRADES_GAP", "grades", { from: next, to: seats });
}

function stage(depth: number, width: number): HallArea {
  const half = Math.min(Math.max(STAGE_HALF.min, width * STAGE_WIDTH * 0.5), STAGE_HALF.max);
  const text = { text: "STAGE", size: 16, color: null, x: 0, y: depth / 2 };
  const points = [
    { x: -half, y: 0 },
    { x: half, y: 0 },
    { x: half * 0.86, y: depth },
    { x: -half * 0.86, y: depth },
  ];
  return { shape: "polygon", x: 0, y: 0, rotation: 0, fill: null, stroke: null, points, text };
}

/** Seats 1..N from the front row's left, in curved rows; null, with `diagnostics`, unless the grades cover 1..N. */
export function planPlain(input: PlainHall, diagnostics: Diagnostics): Hall | null {
  const { seats: total, grades } = input;
  if (!Number.isInteger(total) || total < 1 || total > PLAIN_SEATS_MAX)
    diagnostics.error("OUT_OF_RANGE", "seats", { min: 1, max: PLAIN_SEATS_MAX });
  checkNames(grades, diagnostics);
  if (diagnostics.ok) checkCuts(input, diagnostics);
  if (!diagnostics.ok) return null;

  const layout = layoutSeats(total);
  const seats = layout.seats.map(({ x, y, row }, index): PlannedSeat => {
    const number = index + 1;
    const grade = grades.find(({ from, to }) => from <= number && number <= to);
    const { name = "", price = 0 } = grade ?? {};
    return { number, section: "", row: rowName(row), label: String(number), x, y, grade: name, price };
  });
  return {
    seats,
    drawing: {
      kind: "plain",
      name: "",
      box: layout.box,
      seatRadius: layout.seatRadius,
      grades: countGrades(grades, seats),
      areas: [stage(layout.stageDepth, layout.frontWidth)],
    },
  };
}
