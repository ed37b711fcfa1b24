"use client";

import { useTranslations } from "next-intl";

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
  "startsAt",
  "venue",
] as const;

const isField = (name: string): name is (typeof FIELDS)[number] => FIELDS.some((field) => field === name);

/** The label of a field by its path: "Date 2 · Venue" for `schedules[1].venue`. */
export function useFieldLabel(): (path: string) => string {
  const t = useTranslations("admin");
  return (path) => {
    const inDate = /^schedules\[(\d+)\]\.(\w+)/.exec(path);
    const [name, index] = inDate ? [inDate[2] ?? "", Number(inDate[1])] : [path, null];
    const label = name === "hall" ? t("hall.kind") : isField(name) ? t(`form.${name}`) : name;
    return index === null ? label : `${t("form.date", { number: index + 1 })} · ${label}`;
  };
}
