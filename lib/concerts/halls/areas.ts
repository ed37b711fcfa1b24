import type { Diagnostics } from "./diagnostics";
import type { AreaText, HallArea, Point } from "./hall";
import type { PlanParser } from "./plan-parser";
import * as schema from "./plan-schema";

type Shape =
  | { shape: "polygon"; points: Point[] }
  | { shape: "rectangle"; width: number; height: number }
  | { shape: "ellipse"; rx: number; ry: number }
  | { shape: "text" };

function polygon(area: PlanParser): Shape {
  const points = [...(area.object("polygon")?.list("points") ?? [])].map((point) => point.complete(schema.POINT));
  return { shape: "polygon", points: points.filter((point) => point !== undefined) };
}

function rectangle(area: PlanParser): Shape | undefined {
  const { rectangle } = area.parse(schema.RECTANGLE);
  return rectangle && { shape: "rectangle", ...rectangle };
}

function ellipse(area: PlanParser): Shape | undefined {
  const { ellipse } = area.parse(schema.ELLIPSE);
  return ellipse && { shape: "ellipse", rx: ellipse.radius.x, ry: ellipse.radius.y };
}

function circle(area: PlanParser): Shape | undefined {
  const { circle } = area.parse(schema.CIRCLE);
  return circle && { shape: "ellipse", rx: circle.radius, ry: circle.radius };
}

const SHAPES = new Map<string, (area: PlanParser) => Shape | undefined>([
  ["polygon", polygon],
  ["rectangle", rectangle],
  ["ellipse", ellipse],
  ["circle", circle],
  ["text", () => ({ shape: "text" })],
]);

function parseText(area: PlanParser): AreaText | null {
  const inner = area.has("text") ? area.object("text")?.expect(schema.KNOWN_KEYS.text) : undefined;
  const parsed = inner?.complete(schema.AREA_TEXT);
  if (!parsed?.text || !parsed.size) return null;
  const { position, ...text } = parsed;
  return { ...position, ...text };
}

/** The areas of a zone in plan coordinates; an unknown shape only warns, because it costs no seat. */
export function parseAreas(zone: PlanParser, origin: Point, diagnostics: Diagnostics): HallArea[] {
  const areas: HallArea[] = [];
  for (const area of zone.list("areas", { optional: true })) {
    const { shape: name = "" } = area.expect(schema.KNOWN_KEYS.area).parse(schema.AREA_SHAPE);
    const parseShape = SHAPES.get(name);
    if (!parseShape) {
      diagnostics.warn("UNKNOWN_SHAPE", area.at("shape"), { shape: name });
      continue;
    }
    const shape = parseShape(area);
    const { position, rotation } = area.parse(schema.AREA_PLACE);
    if (!shape || !position || rotation === undefined) continue;
    const { color: fill = null, border_color: stroke = null } = area.parse(schema.AREA_COLORS);
    const [x, y] = [origin.x + position.x, origin.y + position.y];
    areas.push({ ...shape, x, y, rotation, fill, stroke, text: parseText(area) });
  }
  return areas;
}
