export type Change = [from: string | number | boolean | null, to: string | number | boolean | null];

const MAX_TEXT_LENGTH = 200; // characters kept in the audit log

function toAuditValue(value: unknown): Change[0] {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "number" || typeof value === "boolean") return value;
  return value === null || value === undefined ? null : String(value).slice(0, MAX_TEXT_LENGTH);
}

/** The fields of `after` that differ from `before`; an undefined field is unchanged. */
export function diffFields(before: object, after: object): Record<string, Change> {
  const previous = new Map(Object.entries(before));
  const changes: Record<string, Change> = {};
  for (const [field, value] of Object.entries(after)) {
    const change: Change = [toAuditValue(previous.get(field)), toAuditValue(value)];
    if (value !== undefined && change[0] !== change[1]) changes[field] = change;
  }
  return changes;
}
