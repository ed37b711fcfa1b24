"use client";

import { useTranslations } from "next-intl";
import { Notice } from "../ui";
import { CrowdSwitch } from "./crowd-switch";
import { Figures } from "./figures";
import { LetInNow } from "./let-in-now";
import { PutOutOne } from "./put-out-one";
import type { Deeds, Settings } from "./types";
import { useStanding } from "./use-standing";
import { Valves } from "./valves";

/** The line while it runs: how it stands, its valves, and what a hand can do. */
export function Tap({ settings, steer, letIn, putOut, switchCrowd }: { settings: Settings } & Deeds) {
  const t = useTranslations("tap");
  const { standing, look } = useStanding(settings.id);
  const known = standing === "unknown" ? null : standing;
  const paused = known?.paused ?? settings.paused;
  return (
    <section aria-labelledby="tap" className="mb-12 grid gap-5 rounded border border-line p-4 sm:p-6">
      <div>
        <h2 id="tap" className="text-xl">
          {t("title")}
        </h2>
        <p className="text-soft text-sm">{t("lead")}</p>
      </div>
      {standing === "unknown" && <Notice tone="warn">{t("unavailable")}</Notice>}
      {paused && <Notice tone="warn">{t("pausedNow")}</Notice>}
      <Figures standing={known} settings={settings} />
      <Valves settings={settings} paused={paused} steer={steer} look={look} />
      <div className="grid gap-6 border-line border-t pt-4 lg:grid-cols-2">
        <LetInNow letIn={letIn} look={look} />
        <PutOutOne concertId={settings.id} putOut={putOut} look={look} />
      </div>
      <CrowdSwitch on={settings.demoCrowd} switchCrowd={switchCrowd} look={look} />
    </section>
  );
}
