"use client";

import { useTranslations } from "next-intl";
import { Button, Notice } from "../../ui";
import { defaultHall } from "./defaults";
import { type HallForm, newKey } from "./form-state";
import { HallPreview } from "./hall-preview";
import { ImportedFields } from "./imported-fields";
import { PlainFields } from "./plain-fields";
import { ProblemList } from "./problem-list";
import { usePlanPreview } from "./use-plan-preview";

type Props = {
  at: string;
  hall: HallForm;
  copy: { number: number; hall: HallForm } | null;
  error?: string;
  change: (hall: HallForm) => void;
};

const EMPTY_IMPORT: HallForm = { type: "imported", fileName: "", plan: null, categories: [], prices: {} };

const copied = (hall: HallForm): HallForm =>
  hall.type === "plain" ? { ...hall, grades: hall.grades.map((grade) => ({ ...grade, key: newKey() })) } : hall;

/** The seating of a date: a plain hall or an imported plan, with a preview beside it. */
export function HallFields({ at, hall, copy, error, change }: Props) {
  const t = useTranslations("admin.hall");
  const { planned, draft } = usePlanPreview(hall);
  const waiting = hall.type === "imported" && hall.fileName === "";
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <div className="grid gap-4">
        <fieldset id={at} tabIndex={-1} aria-describedby={error && `${at}-error`} className="grid gap-2">
          <legend className="mb-2 font-bold text-sm">{t("kind")}</legend>
          {(["plain", "imported"] as const).map((type) => (
            <label key={type} className="flex gap-3 rounded border border-line p-3 has-checked:border-ink">
              <input
                type="radio"
                name={`${at}.type`}
                className="mt-1 size-5 flex-none accent-signal"
                checked={hall.type === type}
                onChange={() => change(type === "plain" ? defaultHall() : EMPTY_IMPORT)}
              />
              <span>
                <span className="block font-bold">{t(type)}</span>
                <span className="block text-soft text-sm">{t(`${type}Hint`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {copy && (
          <Button size="small" className="justify-self-start" onClick={() => change(copied(copy.hall))}>
            {t("sameAs", { number: copy.number })}
          </Button>
        )}
        {hall.type === "plain" ? (
          <PlainFields at={at} hall={hall} change={change} />
        ) : (
          <ImportedFields at={at} hall={hall} tried={error !== undefined} change={change} />
        )}
        {error && (
          <p id={`${at}-error`} className="font-medium text-bad text-sm">
            {error}
          </p>
        )}
      </div>
      <section aria-label={t("preview")} className="grid gap-3 lg:sticky lg:top-4">
        {planned.ok && <HallPreview hall={planned.hall} />}
        {waiting && <p className="rounded border border-line bg-sunken p-6 text-soft text-sm">{t("previewEmpty")}</p>}
        {draft && <HallPreview hall={draft} unpriced />}
        {draft && <Notice role="status">{t("pricesNeeded")}</Notice>}
        {!waiting && !draft && !planned.ok && <ProblemList problems={planned.errors} tone="bad" />}
        {!waiting && <ProblemList problems={planned.notes} tone="plain" />}
      </section>
    </div>
  );
}
