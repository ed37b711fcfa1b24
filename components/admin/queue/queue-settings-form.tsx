"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button, Field } from "../../ui";
import { parseInteger } from "../concerts/form-state";
import { RANGES } from "../concerts/validate";
import { ActionResult } from "./action-result";
import type { PanelSettings, QueueActions } from "./types";
import { useServerAction } from "./use-server-action";

type Props = { settings: PanelSettings; paused: boolean; steer: QueueActions["steer"]; look: () => void };

const FIELDS = ["capacity", "admitPerMinute"] as const;

/** The two valves of a line and its brake. */
export function QueueSettingsForm({ settings, paused, steer, look }: Props) {
  const t = useTranslations();
  const { capacity, admitPerMinute } = settings;
  const [typed, setTyped] = useState({ capacity: String(capacity), admitPerMinute: String(admitPerMinute) });
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const { outcome, busy, doing } = useServerAction(look);

  function apply(event: FormEvent) {
    event.preventDefault();
    const values = { capacity: parseInteger(typed.capacity), admitPerMinute: parseInteger(typed.admitPerMinute) };
    const outside = FIELDS.filter((name) => !(values[name] >= RANGES[name].min && values[name] <= RANGES[name].max));
    setWrong(outside);
    if (outside.length === 0) doing(() => steer(values));
  }

  return (
    <div className="grid gap-2">
      <form
        noValidate
        onSubmit={apply}
        className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-[1fr_1fr_auto_auto]"
      >
        {FIELDS.map((name) => (
          <Field
            key={name}
            name={`adminQueue.${name}`}
            type="number"
            inputMode="numeric"
            {...RANGES[name]}
            label={t(`admin.form.${name}`)}
            value={typed[name]}
            error={wrong.includes(name) ? t("admin.form.number", RANGES[name]) : undefined}
            onChange={({ target }) => setTyped({ ...typed, [name]: target.value })}
          />
        ))}
        <Button type="submit" disabled={busy} className="lg:mt-7">
          {t("adminQueue.apply")}
        </Button>
        <Button
          look={paused ? "signal" : "danger"}
          disabled={busy}
          className="lg:mt-7"
          onClick={() => doing(() => steer({ paused: !paused }))}
        >
          {t(paused ? "adminQueue.resume" : "adminQueue.pause")}
        </Button>
      </form>
      <ActionResult outcome={outcome} done={() => t("adminQueue.applied")} />
    </div>
  );
}
