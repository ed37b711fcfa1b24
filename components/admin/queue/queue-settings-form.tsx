"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button, Field } from "../../ui";
import { parseInteger } from "../concerts/form-state";
import { RANGES } from "../concerts/validate";
import { ActionResult } from "./action-result";
import type { PanelSettings, QueueActions } from "./types";
import { useServerAction } from "./use-server-action";

type Props = {
  settings: PanelSettings;
  paused: boolean;
  updateSettings: QueueActions["updateSettings"];
  refresh: () => void;
};

const FIELDS = ["capacity", "admitPerMinute"] as const;

/** The capacity and rate of a queue, and its pause. */
export function QueueSettingsForm({ settings, paused, updateSettings, refresh }: Props) {
  const t = useTranslations("adminQueue");
  const form = useTranslations("admin.form");
  const { capacity, admitPerMinute } = settings;
  const [typed, setTyped] = useState({ capacity: String(capacity), admitPerMinute: String(admitPerMinute) });
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const { state, pending, run } = useServerAction(refresh);

  function apply(event: FormEvent) {
    event.preventDefault();
    const values = { capacity: parseInteger(typed.capacity), admitPerMinute: parseInteger(typed.admitPerMinute) };
    const outside = FIELDS.filter((name) => !(values[name] >= RANGES[name].min && values[name] <= RANGES[name].max));
    setWrong(outside);
    if (outside.length === 0) run(() => updateSettings(values));
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
            label={form(name)}
            value={typed[name]}
            error={wrong.includes(name) ? form("number", RANGES[name]) : undefined}
            onChange={({ target }) => setTyped({ ...typed, [name]: target.value })}
          />
        ))}
        <Button type="submit" disabled={pending} className="lg:mt-7">
          {t("apply")}
        </Button>
        <Button
          look={paused ? "signal" : "danger"}
          disabled={pending}
          className="lg:mt-7"
          onClick={() => run(() => updateSettings({ paused: !paused }))}
        >
          {t(paused ? "resume" : "pause")}
        </Button>
      </form>
      <ActionResult state={state} done={() => t("applied")} />
    </div>
  );
}
