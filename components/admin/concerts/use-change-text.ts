import { useLocale, useTranslations } from "next-intl";
import type { AuditLogEntry } from "@/lib/concerts";
import { formatDateTime } from "../../ui";

type Change = AuditLogEntry["changes"][string];

const FIELDS = [
  ...["name", "host", "description", "salesOpenAt", "salesCloseAt", "seatLimit", "refundHours"],
  ...["capacity", "admitPerMinute", "queuePaused", "demoCrowd", "startsAt", "venue", "hall"],
  ...["admissions", "admitted", "number", "fan", "reason"],
] as const;
const isField = (name: string): name is (typeof FIELDS)[number] => FIELDS.some((field) => field === name);

/** One change of the history as a line: "Let in at once: 100 → 5". */
export function useChangeText(): (path: string, change: Change) => string {
  const t = useTranslations("admin.history");
  const locale = useLocale();
  const value = (one: Change[0]): string => {
    if (one === null) return t("none");
    if (typeof one === "boolean") return t(one ? "on" : "off");
    if (typeof one === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(one)) return formatDateTime(one, locale);
    return String(one);
  };
  const label = (path: string): string => {
    const [, id, inner] = /^schedule:(\d+)\.(\w+)$/.exec(path) ?? [];
    const field = inner ?? path;
    const name = isField(field) ? t(`field.${field}`) : field;
    return id ? t("dateField", { id, field: name }) : name;
  };
  return (path, [from, to]) => {
    const words = { field: label(path), from: value(from), to: value(to) };
    return from === null ? t("added", words) : t("change", words);
  };
}
