"use client";

import { useTranslations } from "next-intl";
import { classNames } from "../ui/class-names";

type Props = { hasPlace: boolean; chooseMinutes: number; holdMinutes: number };

/** What happens next and, with a place, that it is kept; that text's space is there from the beginning. */
export function NextSteps({ hasPlace, chooseMinutes, holdMinutes }: Props) {
  const t = useTranslations("queue");
  const steps = [
    t("steps.enter"),
    t("steps.choose", { minutes: chooseMinutes }),
    t("steps.hold", { minutes: holdMinutes }),
  ];
  return (
    <section className="grid content-start gap-4" aria-labelledby="next">
      <div className={classNames("border-good border-l-4 pl-4", !hasPlace && "invisible")}>
        <p className="font-bold">{t("kept")}</p>
        <p className="text-soft text-sm">{t("keptMore", { minutes: chooseMinutes })}</p>
      </div>
      <h2 id="next" className="mt-2 text-lg">
        {t("steps.title")}
      </h2>
      <ol className="grid gap-3">
        {steps.map((step, index) => (
          <li key={step} className="flex gap-3">
            <span aria-hidden="true" className="figures w-5 flex-none font-black text-soft">
              {index + 1}
            </span>
            <span>{step}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
