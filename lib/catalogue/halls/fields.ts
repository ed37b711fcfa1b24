import { isColor } from "./colors";
import type { Point } from "./hall";
import type { Findings } from "./problems";

export type Fields = Record<string, unknown>;

const TEXT_MAX = 80; // characters; a label longer than that fits no ticket
const REACH = 1_000_000; // plan units; far beyond any hall, and far from what a sum could overflow
const MARKUP = /<[a-z/!]/i;
const UNSTORABLE = /\p{Cc}|\p{Surrogate}/gu; // Postgres text has no NUL, its jsonb no lone surrogate; nobody needs the rest

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Reads one object of the file, telling the findings what it lacks, what it has wrong and what is not part of it. */
export class Reader {
  constructor(
    private readonly fields: Fields,
    readonly path: string,
    private readonly findings: Findings,
  ) {}

  /** Notes every key that is not among `known`. */
  expect(known: readonly string[]): this {
    for (const key of Object.keys(this.fields))
      if (!known.includes(key)) this.findings.note("UNKNOWN_KEY", this.at(key), { key: key.slice(0, TEXT_MAX) });
    return this;
  }

  at(key: string): string {
    return this.path ? `${this.path}.${key}` : key;
  }

  has(key: string): boolean {
    return this.fields[key] !== undefined && this.fields[key] !== null;
  }

  private wrong(key: string, expected: string): undefined {
    this.findings.refuse(this.has(key) ? "WRONG_TYPE" : "MISSING", this.at(key), { expected });
  }

  /** Text of at most 80 characters (longer is cut, with a note); a number is taken as it reads. */
  text(key: string): string | undefined {
    const value = this.fields[key];
    if (typeof value === "number" && Number.isFinite(value)) return String(value);
    if (typeof value !== "string") return this.wrong(key, "text");
    if (MARKUP.test(value)) this.findings.note("MARKUP", this.at(key));
    const plain = value.replace(UNSTORABLE, "").trim();
    if (plain.length <= TEXT_MAX) return plain;
    this.findings.note("TEXT_CUT", this.at(key), { limit: TEXT_MAX });
    return plain.slice(0, TEXT_MAX).replace(UNSTORABLE, "");
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
    if (Math.abs(value) > REACH) return this.findings.refuse("OUT_OF_RANGE", this.at(key), { min: -REACH, max: REACH });
    return value;
  }

  /** A size: a number that is not negative. */
  size(key: string, fallback?: number): number | undefined {
    const value = this.number(key, fallback);
    return value !== undefined && value < 0
      ? this.findings.refuse("OUT_OF_RANGE", this.at(key), { min: 0, max: REACH })
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
    return this.findings.note("BAD_COLOR", this.at(key), { color: value.slice(0, TEXT_MAX) }) ?? null;
  }

  object(key: string): Reader | undefined {
    const value = this.fields[key];
    return isFields(value) ? new Reader(value, this.at(key), this.findings) : this.wrong(key, "an object");
  }

  /** Each object of a list, with its place in the file; what is no object is refused. */
  *list(key: string, { optional = false } = {}): Generator<Reader> {
    const value = this.fields[key];
    if (optional && !this.has(key)) return;
    if (!Array.isArray(value)) return this.wrong(key, "a list");
    for (const [index, item] of value.entries()) {
      const path = `${this.at(key)}[${index}]`;
      if (isFields(item)) yield new Reader(item, path, this.findings);
      else this.findings.refuse("WRONG_TYPE", path, { expected: "an object" });
    }
  }
}
