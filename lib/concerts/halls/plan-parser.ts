import type { Diagnostics } from "./diagnostics";
import type { Complete, Field, Output, Shape } from "./plan-schema";

const MAX_KEY = 80; // characters of an unknown key that a warning repeats

type Fields = Record<string, unknown>;
/** A field that was refused is undefined. */
type Parsed<S extends Shape> = { [K in keyof S]: Output<S[K]> | undefined };

export const isRecord = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Parses one object field by field, so that one wrong field hides no other from the diagnostics. */
export class PlanParser {
  constructor(
    private readonly fields: Fields,
    readonly path: string,
    private readonly diagnostics: Diagnostics,
  ) {}

  at(key: string): string {
    return `${this.path}.${key}`;
  }

  has(key: string): boolean {
    return this.fields[key] !== undefined && this.fields[key] !== null;
  }

  expect(known: readonly string[]): this {
    for (const key of Object.keys(this.fields))
      if (!known.includes(key)) this.diagnostics.warn("UNKNOWN_KEY", this.at(key), { key: key.slice(0, MAX_KEY) });
    return this;
  }

  parse<S extends Shape>(shape: S): Parsed<S> {
    const parsed: Fields = {};
    for (const key in shape) if (shape[key]) parsed[key] = this.field(key, shape[key]);
    return parsed as Parsed<S>;
  }

  complete<S extends Shape>(shape: S): Complete<S> | undefined {
    const parsed = this.parse(shape);
    return Object.values(parsed).includes(undefined) ? undefined : (parsed as Complete<S>);
  }

  private field(key: string, field: Field): unknown {
    if (field.fallback !== undefined && !this.has(key)) return field.fallback;
    if ("shape" in field) return this.object(key)?.complete(field.shape);
    const raw = this.fields[key];
    const { data, error } = field.schema.safeParse(raw);
    for (const issue of error?.issues ?? []) {
      if (issue.code === "custom") this.diagnostics.error("OUT_OF_RANGE", this.at(key), issue.params);
      else this.refuse(key, issue.message);
    }
    for (const [code, values] of field.warnings?.(raw) ?? []) this.diagnostics.warn(code, this.at(key), values);
    return data;
  }

  private refuse(key: string, expected: string): undefined {
    this.diagnostics.error(this.has(key) ? "WRONG_TYPE" : "MISSING", this.at(key), { expected });
  }

  object(key: string): PlanParser | undefined {
    const value = this.fields[key];
    return isRecord(value) ? new PlanParser(value, this.at(key), this.diagnostics) : this.refuse(key, "an object");
  }

  *list(key: string, { optional = false } = {}): Generator<PlanParser> {
    const value = this.fields[key];
    if (optional && !this.has(key)) return;
    if (!Array.isArray(value)) return this.refuse(key, "a list");
    for (const [index, item] of value.entries()) {
      const path = `${this.at(key)}[${index}]`;
      if (isRecord(item)) yield new PlanParser(item, path, this.diagnostics);
      else this.diagnostics.error("WRONG_TYPE", path, { expected: "an object" });
    }
  }
}
