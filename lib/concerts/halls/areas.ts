import type { Diagnostics } from "./diagnostics";
import type { AreaText, HallArea, Point } from "./hall";
import type { PlanParser } from "./plan-parser";

const AREA_KEYS = [
  ...["shape", "position", "rotation", "color", "border_color", "text", "uuid"],
  ...["polygon", "rectangle", "ellipse", "circle"],
];
const TEXT_SIZE = 16; // the format's default, in plan units

function readText(area: PlanParser): AreaText | null {
  const text = area.has("text") ? area.object("text")?.expect(["text", "color", "size", "position"]) : undefined;
  const words = text?.textIfAny("text");
  const at = text?.point("position", { x: 0, y: 0 });
  const size = text?.size("size", TEXT_SIZE);
  if (!text || !words || !at || !size) return null;
  return { ...at, text: words, size, color: text.color("color") };
}

type Shape =
  | { shape: "polygon"; points: Point[] }
  | { shape: "rectangle"; width: number; height: number }
  | { shape: "ellipse"; rx: number; ry: number }
  | { shape: "text" };

function polygon(area: PlanParser): Shape | undefined {
  const points = [...(area.object("polygon")?.list("points") ?? [])].map((point) => {
    const [x, y] = [point.number("x"), point.number("y")];
    return x === undefined || y === undefined ? undefined : { x, y };
  });
  return { shape: "polygon", points: points.filter((point) => point !== undefined) };
}

function rectangle(area: PlanParser): Shape | undefined {
  const inner = area.object("rectangle");
  const [width, height] = [inner?.size("width"), inner?.size("height")];
  return width === undefined || height === undefined ? undefined : { shape: "rectangle", width, height };
}

function ellipse(area: PlanParser): Shape | undefined {
  const radius = area.object("ellipse")?.object("radius");
  const [rx, ry] = [radius?.size("x"), radius?.size("y")];
  return rx === undefined || ry === undefined ? undefined : { shape: "ellipse", rx, ry };
}

function circle(area: PlanParser): Shape | undefined {
  const radius = area.object("circle")?.size("radius");
  return radius === undefined ? undefined : { shape: "ellipse", rx: radius, ry: radius };
}

const SHAPES = new Map<string, (area: PlanParser) => Shape | undefined>([
  ["polygon", polygon],
  ["rectangle", rectangle],
  ["ellipse", ellipse],
  ["circle", circle],
  ["text", () => ({ shape: "text" })],
]);

/** The areas of one zone, in plan coordinates. A shape nobody knows is left out with a note: it costs nobody a seat. */
export function parseAreas(zone: PlanParser, origin: Point, diagnostics: Diagnostics): HallArea[] {
  const areas: HallArea[] = [];
  for (const area of zone.list("areas", { optional: true })) {
    area.expect(AREA_KEYS);
    const name = area.textIfAny("shape");
    const parseShape = SHAPES.get(name);
    if (!parseShape) {
      diagnostics.warn("UNKNOWN_SHAPE", area.at("shape"), { shape: name });
      continue;
    }
    const shape = parseShape(area);
    const at = area.point("position", { x: 0, y: 0 });
    const rotation = area.number("rotation", 0);
    if (!shape || !at || rotation === undefined) continue;
    areas.push({
      ...shape,
      x: origin.x + at.x,
      y: origin.y + at.y,
      rotation,
      fill: area.color("color"),
      stroke: area.color("border_color"),
      text: readText(area),
    });
  }
  return areas;
}
