"use client";

import { useTranslations } from "next-intl";
import { Button } from "../../ui";
import { defaultHall } from "./defaults";
import type { CurrentHall, DateForm } from "./form-state";

type Props = { now: CurrentHall; replacing: boolean; change: (change: Partial<DateForm>) => void };

/** The saved hall of a date, and a button to replace it while no seat is taken. */
export function CurrentHallLine({ now, replacing, change }: Props) {
  const t = useTranslations("admin.hall");
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
      <p className="figures">{t(now.kind === "plain" ? "nowPlain" : "nowImported", { seats: now.seats })}</p>
      {now.inUse ? (
        <p className="text-soft">{t("locked")}</p>
      ) : (
        <Button size="small" onClick={() => change({ hall: replacing ? null : defaultHall() })}>
          {t(replacing ? "keep" : "replace")}
        </Button>
      )}
    </div>
  );
}
