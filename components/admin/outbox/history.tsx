"use client";

import { useTranslations } from "next-intl";
import type { OutboxAuditEntry } from "@/client/types";
import { DateTime } from "../../ui";

const ACTIONS = {
  "outbox.sent_again": "sentAgain",
  "webhook.gone": "gone",
  "webhook.added": "added",
  "webhook.changed": "changed",
  "webhook.removed": "removed",
  "webhook.tested": "tested",
} as const;
const FIELDS = { url: "url", types: "types", enabled: "enabled" } as const;
const isField = (name: string): name is keyof typeof FIELDS => Object.hasOwn(FIELDS, name);

/** What admins did to the webhooks and the parked events; newest first. */
export function OutboxHistory({ history }: { history: OutboxAuditEntry[] }) {
  const t = useTranslations("outbox.history");
  const format = (value: unknown) => (typeof value === "boolean" ? t(value ? "on" : "off") : String(value || t("all")));
  const lines = ({ changes = {}, sent, sink, status, error }: OutboxAuditEntry["detail"]): string[] => [
    ...Object.entries(changes).map(([field, [from, to]]) =>
      t("change", { field: isField(field) ? t(`field.${field}`) : field, from: format(from), to: format(to) }),
    ),
    ...(sent === undefined ? [] : [t("sent", { count: sent, sink: sink ?? t("everybody") })]),
    ...(status === undefined ? [] : [t("attempt", { what: status ?? error ?? "–" })]),
  ];
  return (
    <section aria-labelledby="history" className="grid gap-3">
      <h2 id="history" className="text-xl">
        {t("title")}
      </h2>
      {history.length === 0 && <p className="text-soft">{t("empty")}</p>}
      <ol className="border-line border-b text-sm empty:hidden">
        {history.map(({ id, at, actor, action, detail }) => (
          <li key={id} className="grid gap-x-6 gap-y-1 border-line border-t py-3 sm:grid-cols-[15rem_minmax(0,1fr)]">
            <DateTime value={at} className="text-soft" />
            <div className="min-w-0 break-words">
              <p>
                <bdi className="font-bold">{actor ?? t("itself")}</bdi> · {t(ACTIONS[action])}{" "}
                {detail.url && <span className="break-all">{detail.url}</span>}
              </p>
              {lines(detail).map((line) => (
                <p key={line} className="text-soft">
                  {line}
                </p>
              ))}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
