"use client";

import { useTranslations } from "next-intl";
import type { Rehearsal } from "@/client/types";
import { DateTime } from "../../ui";

type Verdict = NonNullable<Rehearsal["verdict"]>;

function VerdictReport({ verdict: { go, reasons, bottleneck, recommended, measured } }: { verdict: Verdict }) {
  const t = useTranslations("rehearsal");
  const sold = { sold: measured.seatsSold, seats: measured.seats, fans: measured.fans };
  const times = { page: measured.firstPageMs, join: measured.joinMs, hold: measured.holdMs, pay: measured.paymentMs };
  return (
    <div className="figures grid gap-1 text-sm">
      <p className={go ? "font-bold text-good text-lg" : "font-bold text-bad text-lg"}>{t(go ? "go" : "noGo")}</p>
      {reasons.length > 0 && (
        <ul className="list-disc pl-5">
          {reasons.map((reason) => (
            <li key={reason}>{t(`reason.${reason}`)}</li>
          ))}
        </ul>
      )}
      <p>
        {measured.soldOutSeconds === null
          ? t("unsold", sold)
          : t("sold", { ...sold, seconds: measured.soldOutSeconds })}
      </p>
      <p>{t("times", times)}</p>
      <p>{t("bottleneckIs", { bottleneck: t(`bottleneck.${bottleneck}`) })}</p>
      <p className="font-bold">
        {t("recommended", { capacity: recommended.capacity, rate: recommended.admitPerMinute })}
      </p>
    </div>
  );
}

/** One rehearsal: how far it is, or how it ended. */
export function RehearsalReport({ rehearsal }: { rehearsal: Rehearsal }) {
  const t = useTranslations("rehearsal");
  const { progress, verdict, error, fans, seats, requestedAt } = rehearsal;
  const isFinished = verdict !== null || error !== null;
  return (
    <div className="grid gap-x-6 gap-y-1 sm:grid-cols-[15rem_minmax(0,1fr)]">
      <DateTime value={requestedAt} className="text-soft text-sm" />
      {verdict && <VerdictReport verdict={verdict} />}
      {error !== null && <p className="text-bad text-sm">{error === "DIED" ? t("died") : t("failed", { error })}</p>}
      {!isFinished && (
        <div className="grid gap-2 text-sm">
          <progress max={seats} value={progress?.seatsSold ?? 0} aria-label={t("title")} className="w-full max-w-md" />
          <p className="figures">
            {progress
              ? t("running", {
                  ...{ fans, seats, joined: progress.joined, inside: progress.inside },
                  ...{ sold: progress.seatsSold, refused: progress.refused },
                })
              : t("waiting")}
          </p>
        </div>
      )}
    </div>
  );
}
