import { useLocale, useTranslations } from "next-intl";
import type { AuditLogEntry } from "@/lib/concerts";
import { formatDateTime } from "../../ui";

type Change = AuditLogEntry["changes"][string];

const FIELDS = [
  "name",
  "host",
  "description",
  "salesOpenAt",
  "salesCloseAt",
  "seatLimit",
  "refundHours",
  "capacity",
  "admitPerMinute",
  "queuePaused",
  "demoCrowd",
  "holdCooldownSeconds",
  "requiresBalance",
  "requiresVerifiedEmail",
  "startsAt",
  "venue",
  "hall",
  "admissions",
  "admitted",
  "number",
  "fan",
  "reason",
  "fans",
  "seats",
] as const;
const isField = (name: string): name is (typeof FIELDS)[number] => FIELDS.some((field) => field === name);

/** One change of the history as text: "Capacity: 100 → 5". */
export function useChangeText(): (path: string, change: Change) => string {
  const t = useTranslations("admin.history");
  const locale = useLocale();
  const format = (value: Change[0]): string => {
    if (value === null) return t("none");
    if (typeof value === "boolean") return t(value ? "on" : "off");
    if (typeof value === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return formatDateTime(value, locale);
    return String(value);
  };
  const label = (path: string): string => {
    const [, id, inner] = /^schedule:(\d+)\.(\w+)$/.exec(path) ?? [];
    const field = inner ?? path;
    const name = isField(field) ? t(`field.${field}`) : field;
    return id ? t("dateField", { id, field: name }) : name;
  };
  return (path, [from, to]) => {
    const values = { field: label(path), from: format(from), to: format(to) };
    return from === null ? t("added", values) : t("change", values);
  };
}
