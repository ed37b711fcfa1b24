"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { RULES } from "../admin/check";
import { wholeOf } from "../admin/form";
import { Button, Field } from "../ui";
import { OutcomeLine } from "./outcome-line";
import type { Deeds, Settings } from "./types";
import { useDeed } from "./use-deed";

type Props = { settings: Settings; paused: boolean; steer: Deeds["steer"]; look: () => void };

const NAMES = ["capacity", "admitPerMinute"] as const;

/** The two valves of a line and its brake. */
export function Valves({ settings, paused, steer, look }: Props) {
  const t = useTranslations();
  const { capacity, admitPerMinute } = settings;
  const [typed, setTyped] = useState({ capacity: String(capacity), admitPerMinute: String(admitPerMinute) });
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const { outcome, busy, doing } = useDeed(look);

  function apply(event: FormEvent) {
    event.preventDefault();
    const values = { capacity: wholeOf(typed.capacity), admitPerMinute: wholeOf(typed.admitPerMinute) };
    const outside = NAMES.filter((name) => !(values[name] >= RULES[name].min && values[name] <= RULES[name].max));
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
        {NAMES.map((name) => (
          <Field
            key={name}
            name={`tap.${name}`}
            type="number"
            inputMode="numeric"
            {...RULES[name]}
            label={t(`admin.form.${name}`)}
            value={typed[name]}
            error={wrong.includes(name) ? t("admin.form.number", RULES[name]) : undefined}
            onChange={({ target }) => setTyped({ ...typed, [name]: target.value })}
          />
        ))}
        <Button type="submit" disabled={busy} className="lg:mt-7">
          {t("tap.apply")}
        </Button>
        <Button
          look={paused ? "signal" : "danger"}
          disabled={busy}
          className="lg:mt-7"
          onClick={() => doing(() => steer({ paused: !paused }))}
        >
          {t(paused ? "tap.resume" : "tap.pause")}
        </Button>
      </form>
      <OutcomeLine outcome={outcome} done={() => t("tap.applied")} />
    </div>
  );
}
