"use client";

import { useTranslations } from "next-intl";
import type { WebhookAttempt, WebhookDelivery } from "@/client/types";
import { DateTime } from "../../ui";

/** The result of one request to a webhook: its status, or why there is none. */
export function AttemptResult({ status, error, tookMs }: WebhookAttempt) {
  const t = useTranslations("outbox.webhooks");
  const good = status !== null && status >= 200 && status < 300;
  return (
    <span className={good ? "text-good" : "break-words text-bad"}>
      {t("attempt", { what: status ?? error ?? "–", ms: tookMs })}
    </span>
  );
}

/** The newest requests to a webhook and their results. */
export function Deliveries({ deliveries }: { deliveries: WebhookDelivery[] }) {
  const t = useTranslations("outbox.webhooks");
  if (deliveries.length === 0) return <p className="text-soft">{t("none")}</p>;
  return (
    <ol className="figures grid" aria-label={t("recent")}>
      {deliveries.map((delivery) => (
        <li key={delivery.id} className="flex flex-wrap gap-x-3 border-line border-t py-1">
          <DateTime value={delivery.at} /> <span>{delivery.type}</span> <AttemptResult {...delivery} />
        </li>
      ))}
    </ol>
  );
}
