import { isColor } from "./colors";
import type { Diagnostics } from "./diagnostics";
import type { Point } from "./hall";

export type Fields = Record<string, unknown>;

const MAX_TEXT = 80; // characters; a label longer than that fits no ticket
const MAX_COORDINATE = 1_000_000; // plan units; far beyond any hall, and far from what a sum could overflow
const MARKUP = /<[a-z/!]/i;
const UNSTORABLE_CHARACTERS = /\p{Cc}|\p{Surrogate}/gu; // Postgres text has no NUL, its jsonb no lone surrogate; nobody needs the rest

export const isRecord = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Reads one object of the file, telling the findings what it lacks, what it has wrong and what is not part of it. */
export class PlanParser {
  constructor(
    private readonly fields: Fields,
    readonly path: string,
    private readonly diagnostics: Diagnostics,
  ) {}

  /** Notes every key that is not among `known`. */
  expect(known: readonly string[]): this {
    for (const key of Object.keys(this.fields))
      if (!known.includes(key)) this.diagnostics.warn("UNKNOWN_KEY", this.at(key), { key: key.slice(0, MAX_TEXT) });
    return this;
  }

  at(key: string): string {
    return this.path ? `${this.path}.${key}` : key;
  }

  has(key: string): boolean {
    return this.fields[key] !== undefined && this.fields[key] !== null;
  }

  private wrong(key: string, expected: string): undefined {
    this.diagnostics.error(this.has(key) ? "WRONG_TYPE" : "MISSING", this.at(key), { expected });
  }

  /** Text of at most 80 characters (longer is cut, with a note); a number is taken as it reads. */
  text(key: string): string | undefined {
    const value = this.fields[key];
    if (typeof value === "number" && Number.isFinite(value)) return String(value);
    if (typeof value !== "string") return this.wrong(key, "text");
    if (MARKUP.test(value)) this.diagnostics.warn("MARKUP", this.at(key));
    const cleaned = value.replace(UNSTORABLE_CHARACTERS, "").trim();
    if (cleaned.length <= MAX_TEXT) return cleaned;
    this.diagnostics.warn("TEXT_CUT", this.at(key), { limit: MAX_TEXT });
    return cleaned.slice(0, MAX_TEXT).replace(UNSTORABLE_CHARACTERS, "");
  }

  textIfAny(key: string): string {
    return this.has(key) ? (this.text(key) ?? "") : "";
  }

  /** Text that must say something: a name that others refer to. */
  name(key: string): string | undefined {
    const text = this.text(key);
    return text === "" ? this.wrong(key, "text that is not empty") : text;
  }

  number(key: string, fallback?: number): number | undefined {
    const value = this.fields[key];
    if (fallback !== undefined && !this.has(key)) return fallback;
    if (typeof value !== "number" || !Number.isFinite(value)) return this.wrong(key, "a number");
    if (Math.abs(value) > MAX_COORDINATE)
      return this.diagnostics.error("OUT_OF_RANGE", this.at(key), { min: -MAX_COORDINATE, max: MAX_COORDINATE });
    return value;
  }

  /** A size: a number that is not negative. */
  size(key: string, fallback?: number): number | undefined {
    const value = this.number(key, fallback);
    return value !== undefined && value < 0
      ? this.diagnostics.error("OUT_OF_RANGE", this.at(key), { min: 0, max: MAX_COORDINATE })
      : value;
  }

  point(key: string, fallback?: Point): Point | undefined {
    if (fallback && !this.has(key)) return fallback;
    const inner = this.object(key);
    const x = inner?.number("x");
    const y = inner?.number("y");
    return x === undefined || y === undefined ? undefined : { x, y };
  }

  /** A CSS colour, or null with a note when it is none. */
  color(key: string): string | null {
    const value = this.fields[key];
    if (typeof value !== "string" || value === "") return null;
    if (isColor(value)) return value;
    return this.diagnostics.warn("BAD_COLOR", this.at(key), { color: value.slice(0, MAX_TEXT) }) ?? null;
  }

  object(key: string): PlanParser | undefined {
    const value = this.fields[key];
    return isRecord(value) ? new PlanParser(value, this.at(key), this.diagnostics) : this.wrong(key, "an object");
  }

  /** Each object of a list, with its place in the file; what is no object is refused. */
  *list(key: string, { optional = false } = {}): Generator<PlanParser> {
    const value = this.fields[key];
    if (optional && !this.has(key)) return;
    if (!Array.isArray(value)) return this.wrong(key, "a list");
    for (const [index, item] of value.entries()) {
      const path = `${this.at(key)}[${index}]`;
      if (isRecord(item)) yield new PlanParser(item, path, this.diagnostics);
      else this.diagnostics.error("WRONG_TYPE", path, { expected: "an object" });
    }
  }
}
