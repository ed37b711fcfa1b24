/** What a field was and what it became, as an audit shows it. */
export type Change = [from: string | number | boolean | null, to: string | number | boolean | null];

const LENGTH_MAX = 200; // characters of a text that an audit repeats

function shown(value: unknown): Change[0] {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "number" || typeof value === "boolean") return value;
  return value === null || value === undefined ? null : String(value).slice(0, LENGTH_MAX);
}

/** The fields of `edit` that differ from `before`; a field left undefined is none. */
export function changesOf(before: object, edit: object): Record<string, Change> {
  const was = new Map(Object.entries(before));
  const changes: Record<string, Change> = {};
  for (const [field, value] of Object.entries(edit)) {
    const change: Change = [shown(was.get(field)), shown(value)];
    if (value !== undefined && change[0] !== change[1]) changes[field] = change;
  }
  return changes;
}
