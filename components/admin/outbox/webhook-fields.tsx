"use client";

import { useTranslations } from "next-intl";
import { Field } from "../../ui";
import { EVENT_TYPES, type WebhookInput } from "./types";

type Props = { name: string; value: WebhookInput; fault: boolean; change: (value: WebhookInput) => void };

/** What a receiver is: where it is and what it wants. `name` tells the fields of one form from another's. */
export function WebhookFields({ name, value, fault, change }: Props) {
  const t = useTranslations("outbox.hooks");
  const { url, types } = value;
  return (
    <>
      <Field
        name={`${name}-url`}
        type="url"
        label={t("url")}
        value={url}
        error={fault ? t("fault") : undefined}
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
                  change({ url, types: target.checked ? [...types, type] : types.filter((one) => one !== type) })
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
