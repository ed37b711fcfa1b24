"use client";

import { useTranslations } from "next-intl";
import type { HallGrade } from "@/lib/concerts/halls/hall";
import { classNames } from "../ui/class-names";
import { gradeBackground } from "../ui/grade-classes";
import { Money } from "../ui/money";
import type { Seat } from "./types";

type Props = {
  grades: readonly HallGrade[];
  /** The free seats of the hall. */
  free: readonly Seat[];
  shownGrade: string | null;
  onShow: (grade: string | null) => void;
};

/** Grades with their letter, colour, price and free seats. Pressing one shows only its seats; again, all. */
export function Legend({ grades, free, shownGrade, onShow }: Props) {
  const t = useTranslations("seats");
  return (
    <fieldset className="min-w-0">
      <legend className="hidden-visually">
        {t("legend")}. {t("legendHint")}
      </legend>
      <div className="flex gap-2 overflow-x-auto p-1 lg:flex-col">
        {grades.map(({ name, letter, price }, index) => (
          <button
            key={name}
            type="button"
            aria-pressed={shownGrade === name}
            onClick={() => onShow(shownGrade === name ? null : name)}
            className={classNames(
              "flex min-h-11 flex-none items-center gap-2 rounded border px-3 py-1 text-left text-sm",
              shownGrade === name ? "border-ink bg-sunken" : "border-line hover:border-edge",
              shownGrade !== null && shownGrade !== name && "text-soft",
            )}
          >
            <span
              aria-hidden="true"
              className={classNames(
                "grid size-6 flex-none place-items-center rounded-full font-black text-grade-ink text-xs",
                gradeBackground(index),
              )}
            >
              {letter}
            </span>
            <span className="font-bold">{name}</span>
            <Money amount={price} className="ml-auto" />
            <span className="figures text-soft">
              {t("gradeLeft", { left: free.filter(({ grade }) => grade === name).length })}
            </span>
          </button>
        ))}
      </div>
    </fieldset>
  );
}
