"use client";

import { useTranslations } from "next-intl";
import type { Rehearsals } from "@/client/types";
import { useApi, useRefresh } from "../../use-api";
import { RehearsalForm } from "./rehearsal-form";
import { RehearsalReport } from "./rehearsal-report";

const REFRESH_EVERY_MS = 2_000;

/** Starts rehearsals of a concert's sale, and shows how far the latest is and how those before ended. */
export function RehearsalPanel({ concertId, seats }: { concertId: string; seats: number }) {
  const t = useTranslations("rehearsal");
  const path = `/api/admin/concerts/${concertId}/rehearsals`;
  const response = useApi<Rehearsals>(path, REFRESH_EVERY_MS);
  const refresh = useRefresh(path);
  const { rehearsals, salesNear } = response?.ok ? response.data : { rehearsals: [], salesNear: [] };
  const isRunning = rehearsals.some(({ status }) => status === "REQUESTED" || status === "RUNNING");
  return (
    <section aria-labelledby="rehearsal" className="mt-16 grid gap-4">
      <h2 id="rehearsal" className="text-xl">
        {t("title")}
      </h2>
      <p className="max-w-prose text-soft">{t("lead")}</p>
      <RehearsalForm path={path} seats={seats} salesNear={salesNear} isRunning={isRunning} refresh={refresh} />
      {response?.ok && rehearsals.length === 0 && <p className="text-soft">{t("none")}</p>}
      <ol aria-label={t("latest")} className="border-line border-b empty:hidden">
        {rehearsals.map((rehearsal) => (
          <li key={rehearsal.id} className="border-line border-t py-4">
            <RehearsalReport rehearsal={rehearsal} />
          </li>
        ))}
      </ol>
    </section>
  );
}
