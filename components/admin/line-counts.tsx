"use client";

import { useTranslations } from "next-intl";
import { useLineCounts } from "./use-line-counts";

/** How many wait, how many are in, how many numbers were given: as of now. */
export function LineCounts({ concertId }: { concertId: string }) {
  const t = useTranslations("admin.steer");
  const counts = useLineCounts(concertId);
  if (counts === "unknown") return <p className="text-soft text-sm">{t("unavailable")}</p>;
  const shown = [
    ["waiting", counts?.waiting],
    ["active", counts?.active],
    ["issued", counts?.tail],
  ] as const;
  return (
    <dl className="flex gap-6">
      {shown.map(([name, value]) => (
        <div key={name} className="flex flex-col-reverse">
          <dt className="text-soft text-xs">{t(name)}</dt>
          <dd className="figures font-black text-xl">{value ?? "–"}</dd>
        </div>
      ))}
    </dl>
  );
}
