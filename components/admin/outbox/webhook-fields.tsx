"use client";

import { useTranslations } from "next-intl";
import type { WebhookInput } from "@/client/types";
import { Field } from "../../ui";

const EVENT_TYPES = [
  "payment.completed",
  "payment.canceled",
  "hold.expired",
  "hold.released",
  "place.expelled",
  "wallet.charged",
  "concert.published",
  "schedule.sold_out",
] as const satisfies WebhookInput["types"];

type Props = { name: string; value: WebhookInput; invalid: boolean; change: (value: WebhookInput) => void };

/** A webhook's address and events. `name` makes the ids of several forms differ. */
export function WebhookFields({ name, value, invalid, change }: Props) {
  const t = useTranslations("outbox.webhooks");
  const { url, types } = value;
  return (
    <>
      <Field
        name={`${name}-url`}
        type="url"
        label={t("url")}
        value={url}
        error={invalid ? t("invalid") : undefined}
        onChange={({ target }) => change({ url: target.value, types })}
      />
      <fieldset>
        <legend className="font-bold text-sm">{t("types")}</legend>
        <p className="text-soft text-sm">{t("typesHint")}</p>
        <div className="mt-2 flex flex-wrap gap-x-5">
          {EVENT_TYPES.map((type) => (
            <label key={type} className="inline-flex min-h-11 items-center gap-2 text-sm">
              <input
                type="checkbox"
                checked={types.includes(type)}
                onChange={({ target }) =>
                  change({ url, types: target.checked ? [...types, type] : types.filter((other) => other !== type) })
                }
              />
              {type}
            </label>
          ))}
        </div>
      </fieldset>
    </>
  );
}
