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

/** A concert's queue, live: its statistics, its settings, and what an admin can do by hand. */
export function QueuePanel({
  settings,
  updateSettings,
  admit,
  expel,
  setDemoCrowd,
}: { settings: PanelSettings } & QueueActions) {
  const t = useTranslations("adminQueue");
  const { queue, refresh } = useQueueStats(settings.id);
  const stats = queue === "unknown" ? null : queue;
  const paused = stats?.paused ?? settings.paused;
  return (
    <section aria-labelledby="queue" className="mb-12 grid gap-5 rounded border border-line p-4 sm:p-6">
      <div>
        <h2 id="queue" className="text-xl">
          {t("title")}
        </h2>
        <p className="text-soft text-sm">{t("lead")}</p>
      </div>
      {queue === "unknown" && <Notice tone="warn">{t("unavailable")}</Notice>}
      {paused && <Notice tone="warn">{t("pausedNow")}</Notice>}
      <StatCards queue={stats} settings={settings} />
      <QueueSettingsForm settings={settings} paused={paused} updateSettings={updateSettings} refresh={refresh} />
      <div className="grid gap-6 border-line border-t pt-4 lg:grid-cols-2">
        <AdmitForm admit={admit} refresh={refresh} />
        <ExpelForm concertId={settings.id} expel={expel} refresh={refresh} />
      </div>
      <DemoCrowdSwitch on={settings.demoCrowd} setDemoCrowd={setDemoCrowd} refresh={refresh} />
    </section>
  );
}
