import * as z from "zod/mini"; // without z.object, whose compiler the pages' Content-Security-Policy forbids
import { removeHidden } from "@/lib/core/visible-text";
import { isColor } from "./colors";
import type { ProblemCode, Values } from "./diagnostics";

const MAX_TEXT = 80; // characters; a longer label fits no ticket
const MAX_COORDINATE = 1_000_000; // plan units; far beyond any hall, and far from what a sum could overflow
export const DEFAULT_RADIUS = 10; // plan units
const DEFAULT_TEXT_SIZE = 16; // plan units
const ORIGIN = { x: 0, y: 0 };
const MARKUP = /<[a-z/!]/i;
const UNSTORABLE_CHARACTERS = /\p{Cc}|\p{Surrogate}/gu; // Postgres text has no NUL and its jsonb no lone surrogate

type Warning = [code: ProblemCode, values: Values];
type Value<T> = { schema: z.ZodMiniType<T>; warnings?: (raw: unknown) => Warning[] };
type Nested<S extends Shape> = { shape: S };

/** The schema's messages say what is expected; `fallback` replaces an absent value. */
export type Field = (Value<unknown> | Nested<Shape>) & { fallback?: unknown };
export type Shape = { [key: string]: Field };
export type Complete<S extends Shape> = { [K in keyof S]: Output<S[K]> };
export type Output<F> = F extends Value<infer T> ? T : F extends Nested<infer S> ? Complete<S> : never;

const optional = <F extends Field>(field: F, fallback: Output<F>) => ({ ...field, fallback });

const clean = (raw: string) => removeHidden(raw.replace(UNSTORABLE_CHARACTERS, "")).trim();
const cut = (raw: string | number) => clean(String(raw)).slice(0, MAX_TEXT).replace(UNSTORABLE_CHARACTERS, "");

function textWarnings(raw: unknown): Warning[] {
  const warnings: Warning[] = [];
  if (typeof raw !== "string") return warnings;
  if (MARKUP.test(raw)) warnings.push(["MARKUP", {}]);
  if (raw.length > MAX_TEXT && clean(raw).length > MAX_TEXT) warnings.push(["TEXT_CUT", { limit: MAX_TEXT }]);
  return warnings;
}
const textSchema = z.pipe(z.union([z.string(), z.number()], "text"), z.transform(cut));

function colorWarnings(raw: unknown): Warning[] {
  if (typeof raw !== "string" || raw === "" || isColor(raw)) return [];
  return [["BAD_COLOR", { color: raw.slice(0, MAX_TEXT) }]];
}
const isColorText = (raw: unknown): raw is string => typeof raw === "string" && isColor(raw);

const between = (min: number, max: number) => {
  const isInRange = (value: number) => min <= value && value <= max;
  return z.number("a number").check(z.refine(isInRange, { params: { min, max } }));
};

const text = { schema: textSchema, warnings: textWarnings };
const name = { ...text, schema: z.pipe(textSchema, z.string().check(z.minLength(1, "text that is not empty"))) };
const number = { schema: between(-MAX_COORDINATE, MAX_COORDINATE) };
const size = { schema: between(0, MAX_COORDINATE) };
const point = { shape: { x: number, y: number } };
const color = {
  schema: z.pipe(
    z.unknown(),
    z.transform((raw) => (isColorText(raw) ? raw : null)),
  ),
  warnings: colorWarnings,
};

export const PLAN = { name: text };
export const CATEGORY = { name, color };
export const SIZE = { width: size, height: size };
export const ZONE = { name: optional(text, ""), position: point };
export const ROW = {
  row_number: text,
  row_label: optional(text, ""),
  position: optional(point, ORIGIN),
  seat_label: optional(text, ""),
};
export const SEAT = {
  seat_guid: name,
  seat_number: text,
  category: name,
  position: point,
  radius: optional(size, DEFAULT_RADIUS),
};
export const AREA_SHAPE = { shape: optional(text, "") };
export const AREA_PLACE = { position: optional(point, ORIGIN), rotation: optional(number, 0) };
export const AREA_COLORS = { color, border_color: color };
export const AREA_TEXT = {
  text: optional(text, ""),
  position: optional(point, ORIGIN),
  size: optional(size, DEFAULT_TEXT_SIZE),
  color,
};
export const POINT = point.shape;
export const RECTANGLE = { rectangle: { shape: { width: size, height: size } } };
export const ELLIPSE = { ellipse: { shape: { radius: { shape: { x: size, y: size } } } } };
export const CIRCLE = { circle: { shape: { radius: size } } };

/** Keys of the format; those without a field above are allowed but not read. */
export const KNOWN_KEYS = {
  plan: ["name", "zones", "categories", "size"],
  category: ["name", "color"],
  zone: ["name", "zone_id", "uuid", "position", "rows", "areas", "displayed"],
  row: [
    ...["row_number", "row_label", "row_number_position", "seat_label", "position", "seats", "uuid"],
    ...["number_of_seats", "seats_spacing"],
  ],
  seat: ["seat_guid", "seat_number", "position", "category", "radius", "start_direction", "uuid"],
  area: [
    ...["shape", "position", "rotation", "color", "border_color", "text", "uuid"],
    ...["polygon", "rectangle", "ellipse", "circle"],
  ],
  text: ["text", "color", "size", "position"],
};
