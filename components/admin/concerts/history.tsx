import { useTranslations } from "next-intl";
import type { AuditLogEntry } from "@/lib/concerts";
import { DateTime } from "../../ui";
import { useChangeText } from "./use-change-text";

const ACTIONS = {
  "concert.created": "concertCreated",
  "concert.updated": "concertUpdated",
  "concert.rehearsed": "concertRehearsed",
  "queue.steered": "queueSteered",
  "queue.admitted": "queueAdmitted",
  "queue.expelled": "queueExpelled",
} as const;

/** Who changed what, and when; newest first. */
export function AuditHistory({ lines }: { lines: readonly AuditLogEntry[] }) {
  const t = useTranslations("admin.history");
  const changeText = useChangeText();
  return (
    <section aria-labelledby="history" className="mt-16 mb-8 grid gap-4">
      <h2 id="history" className="text-xl">
        {t("title")}
      </h2>
      {lines.length === 0 && <p className="text-soft">{t("empty")}</p>}
      <ol className="border-line border-b">
        {lines.map(({ id, at, actor, action, changes }) => (
          <li
            key={id}
            className="grid gap-x-6 gap-y-1 border-line border-t py-3 text-sm sm:grid-cols-[15rem_minmax(0,1fr)]"
          >
            <DateTime value={at} className="text-soft" />
            <div>
              <p>
                <bdi className="font-bold">{actor}</bdi> · {t(ACTIONS[action])}
              </p>
              <ul className="text-soft">
                {Object.entries(changes).map(([field, change]) => (
                  <li key={field} className="figures">
                    {changeText(field, change)}
                  </li>
                ))}
              </ul>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
