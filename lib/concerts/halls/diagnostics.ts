/** The English sentences travel with the API's answer; pages use messages/*.admin. */
export const PROBLEMS = {
  NOT_JSON: "The file is not JSON: {reason}",
  TOO_LARGE: "The file is larger than {limit} MiB.",
  WRONG_TYPE: "This should be {expected}.",
  MISSING: "This is missing; it should be {expected}.",
  OUT_OF_RANGE: "This should be from {min} to {max}.",
  NO_SEATS: "The plan has no seats.",
  TOO_MANY_SEATS: "The plan has {seats} seats; {limit} is the most.",
  UNKNOWN_CATEGORY: "The seat's category “{category}” is not defined in the plan.",
  CATEGORY_TWICE: "The category “{category}” is defined twice.",
  GUID_TWICE: "The seat_guid “{guid}” already belongs to {first}.",
  PRICE_MISSING: "The category “{category}” has no price.",
  PRICE_WRONG: "A price is a whole number of won from {min} to {max}.",
  GRADE_TWICE: "The grade “{grade}” is named twice.",
  GRADE_BACKWARDS: "The grade “{grade}” ends before it begins.",
  GRADES_OVERLAP: "Seat {seat} is already in the grade “{grade}”.",
  GRADES_GAP: "Seats {from} to {to} are in no grade.",
  AND_MORE: "And {count} more problems.",
  UNKNOWN_KEY: "The key “{key}” is not part of the format and was ignored ({count}×).",
  UNKNOWN_SHAPE: "The shape “{shape}” is not known; the area was left out.",
  BAD_COLOR: "“{color}” is not a colour; the usual one is used ({count}×).",
  MARKUP: "The text holds markup and is shown as it is written ({count}×).",
  SAME_POINT: "The seat stands on the same point as {first}.",
  SIZE_COMPUTED: "The plan has no size; it was computed from what it holds.",
  CATEGORY_UNUSED: "No seat has the category “{category}”; it makes no grade.",
  PRICE_UNUSED: "The plan has no category “{category}”; its price was ignored.",
  TEXT_CUT: "The text is longer than {limit} characters and was cut ({count}×).",
} as const;

export type ProblemCode = keyof typeof PROBLEMS;
export type Values = Record<string, string | number>;

/** `path` is the place in the hall's input, e.g. `plan.zones[0].rows[2].seats[5].category`. */
export type Problem = { path: string; code: ProblemCode; message: string; values: Values };

const MAX_LISTED = 200; // the rest is counted

const formatMessage = (code: ProblemCode, values: Values) =>
  PROBLEMS[code].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));

const toProblem = (code: ProblemCode, path: string, values: Values): Problem => ({
  path,
  code,
  message: formatMessage(code, values),
  values,
});

export class Diagnostics {
  private readonly listedErrors: Problem[] = [];
  private readonly warningsByKind = new Map<string, Problem>();
  private unlistedErrors = 0;

  error(code: ProblemCode, path: string, values: Values = {}): undefined {
    if (this.listedErrors.length < MAX_LISTED) this.listedErrors.push(toProblem(code, path, values));
    else this.unlistedErrors++;
  }

  /** Equal warnings about the same kind of path (indices aside) become one with a `count`. */
  warn(code: ProblemCode, path: string, values: Values = {}): undefined {
    const kind = `${code} ${path.replace(/\[\d+\]/g, "[]")} ${values.key ?? values.color ?? values.first ?? ""}`;
    const count = Number(this.warningsByKind.get(kind)?.values.count ?? 0) + 1;
    if (count === 1 && this.warningsByKind.size >= MAX_LISTED) return;
    this.warningsByKind.set(kind, toProblem(code, this.warningsByKind.get(kind)?.path ?? path, { ...values, count }));
  }

  get ok(): boolean {
    return this.listedErrors.length === 0;
  }

  get errors(): Problem[] {
    return this.unlistedErrors
      ? [...this.listedErrors, toProblem("AND_MORE", "", { count: this.unlistedErrors })]
      : this.listedErrors;
  }

  get warnings(): Problem[] {
    return [...this.warningsByKind.values()];
  }
}
