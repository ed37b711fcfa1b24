"use client";

import { useTranslations } from "next-intl";
import { Notice } from "../../ui";
import { AdmitForm } from "./admit-form";
import { DemoCrowdSwitch } from "./demo-crowd-switch";
import { ExpelForm } from "./expel-form";
import { QueueSettingsForm } from "./queue-settings-form";
import { StatCards } from "./stat-cards";
import type { PanelSettings, QueueActions } from "./types";
import { useQueueStats } from "./use-queue-stats";

/** The line while it runs: how it stands, its valves, and what a hand can do. */
export function QueuePanel({
  settings,
  steer,
  letIn,
  putOut,
  switchCrowd,
}: { settings: PanelSettings } & QueueActions) {
  const t = useTranslations("adminQueue");
  const { standing, look } = useQueueStats(settings.id);
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
      <StatCards standing={known} settings={settings} />
      <QueueSettingsForm settings={settings} paused={paused} steer={steer} look={look} />
      <div className="grid gap-6 border-line border-t pt-4 lg:grid-cols-2">
        <AdmitForm letIn={letIn} look={look} />
        <ExpelForm concertId={settings.id} putOut={putOut} look={look} />
      </div>
      <DemoCrowdSwitch on={settings.demoCrowd} switchCrowd={switchCrowd} look={look} />
    </section>
  );
}
