"use client";

import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { ERRORS } from "@/lib/core/errors";
import { Button, Field, Notice } from "../ui";
import { RULES } from "./check";
import { CrowdSwitch } from "./crowd-switch";
import { wholeOf } from "./form";
import { LineCounts } from "./line-counts";
import { type Steered, useSteering } from "./use-steering";

type Settings = { id: string; capacity: number; admitPerMinute: number; paused: boolean; demoCrowd: boolean };
type Props = {
  settings: Settings;
  steer: (body: { capacity?: number; admitPerMinute?: number; paused?: boolean }) => Promise<Steered>;
  switchCrowd: (on: boolean) => Promise<Steered>;
};

const NAMES = ["capacity", "admitPerMinute"] as const;

/** The line while it runs: its counts, its two valves, its brake, and the demo's crowd. */
export function Steering({ settings, steer, switchCrowd }: Props) {
  const t = useTranslations("admin");
  const locale = useLocale();
  const { capacity, admitPerMinute, paused, demoCrowd } = settings;
  const [typed, setTyped] = useState({ capacity: String(capacity), admitPerMinute: String(admitPerMinute) });
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const { outcome, busy, doing } = useSteering();

  function apply(event: FormEvent) {
    event.preventDefault();
    const values = { capacity: wholeOf(typed.capacity), admitPerMinute: wholeOf(typed.admitPerMinute) };
    const outside = NAMES.filter((name) => !(values[name] >= RULES[name].min && values[name] <= RULES[name].max));
    setWrong(outside);
    if (outside.length === 0) doing(() => steer(values));
  }

  return (
    <section aria-labelledby="steering" className="mb-12 grid gap-5 rounded border border-line p-4 sm:p-6">
      <div className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-2">
        <div>
          <h2 id="steering" className="text-xl">
            {t("steer.title")}
          </h2>
          <p className="text-soft text-sm">{t("steer.lead")}</p>
        </div>
        <LineCounts concertId={settings.id} />
      </div>
      <form
        noValidate
        onSubmit={apply}
        className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-[1fr_1fr_auto_auto]"
      >
        {NAMES.map((name) => (
          <Field
            key={name}
            name={`steer.${name}`}
            type="number"
            inputMode="numeric"
            {...RULES[name]}
            label={t(`form.${name}`)}
            value={typed[name]}
            error={wrong.includes(name) ? t("form.number", RULES[name]) : undefined}
            onChange={({ target }) => setTyped({ ...typed, [name]: target.value })}
          />
        ))}
        <Button type="submit" disabled={busy} className="lg:mt-7">
          {t("steer.apply")}
        </Button>
        <Button
          look={paused ? "signal" : "danger"}
          disabled={busy}
          className="lg:mt-7"
          onClick={() => doing(() => steer({ paused: !paused }))}
        >
          {t(paused ? "steer.resume" : "steer.pause")}
        </Button>
      </form>
      {paused && <Notice tone="warn">{t("steer.pausedNow")}</Notice>}
      <CrowdSwitch on={demoCrowd} disabled={busy} flip={() => doing(() => switchCrowd(!demoCrowd))} />
      <p role="status" className="text-sm empty:hidden">
        {outcome.kind === "applied" && <span className="text-good">{t("steer.applied")}</span>}
        {outcome.kind === "refused" && <span className="text-bad">{ERRORS[outcome.code][locale]}</span>}
      </p>
    </section>
  );
}
