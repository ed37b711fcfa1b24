"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button, Field, Notice } from "../ui";
import { type Hook, TYPES } from "./types";
import type { Act } from "./use-outbox";

/** A new receiver; its secret is shown once, here. */
export function AddWebhook({ act }: { act: Act }) {
  const t = useTranslations("outbox.hooks");
  const [url, setUrl] = useState("");
  const [types, setTypes] = useState<string[]>([]);
  const [fault, setFault] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);

  async function add(event: FormEvent) {
    event.preventDefault();
    setSecret(null);
    const answer = await act<Hook>("/api/admin/webhooks", { method: "POST", body: { url, types } });
    setFault(!answer.ok && answer.code === "INVALID_INPUT");
    if (!answer.ok) return;
    setSecret(answer.data.secret ?? null);
    setUrl("");
    setTypes([]);
  }

  return (
    <form noValidate onSubmit={add} className="grid max-w-2xl gap-4">
      <Field
        name="hook-url"
        type="url"
        label={t("url")}
        value={url}
        error={fault ? t("fault") : undefined}
        onChange={({ target }) => setUrl(target.value)}
      />
      <fieldset>
        <legend className="font-bold text-sm">{t("types")}</legend>
        <p className="text-soft text-sm">{t("typesHint")}</p>
        <div className="mt-2 flex flex-wrap gap-x-5">
          {TYPES.map((type) => (
            <label key={type} className="inline-flex min-h-11 items-center gap-2 text-sm">
              <input
                type="checkbox"
                checked={types.includes(type)}
                onChange={({ target }) =>
                  setTypes(target.checked ? [...types, type] : types.filter((one) => one !== type))
                }
              />
              {type}
            </label>
          ))}
        </div>
      </fieldset>
      <p>
        <Button type="submit">{t("add")}</Button>
      </p>
      <div role="status" className="empty:hidden">
        {secret && (
          <Notice tone="good" title={t("secret")}>
            <code className="break-all">{secret}</code>
          </Notice>
        )}
      </div>
    </form>
  );
}
