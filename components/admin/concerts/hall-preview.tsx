"use client";

import { useLocale, useTranslations } from "next-intl";
import type { Hall } from "@/lib/concerts/halls";
import { formatWon } from "@/lib/core/money";
import { HallPicture } from "../../seats/hall-picture";
import { GradeChip, Money } from "../../ui";

/** The hall as it would be saved: a drawing, its grades, and, unless `unpriced`, their prices and the total. */
export function HallPreview({ hall, unpriced = false }: { hall: Hall; unpriced?: boolean }) {
  const t = useTranslations("admin.hall");
  const locale = useLocale();
  const { grades } = hall.drawing;
  const total = grades.reduce((sum, { price, seats }) => sum + price * seats, 0);
  return (
    <figure className="grid gap-3 rounded border border-line bg-sunken p-3">
      <HallPicture hall={hall} label={t("previewLabel", { seats: hall.seats.length })} />
      <figcaption className="grid gap-2 text-sm">
        <ul className="flex flex-wrap gap-x-5 gap-y-2">
          {grades.map(({ name, letter, price, seats }, index) => (
            <li key={name} className="flex items-center gap-2">
              <GradeChip index={index} letter={letter} />
              <span>{t("legend", { name, seats })}</span>
              {!unpriced && <Money amount={price} className="font-bold" />}
            </li>
          ))}
        </ul>
        <p className="figures text-soft">
          {t("total", { seats: hall.seats.length })}
          {!unpriced && ` · ${t("revenue", { total: formatWon(total, locale) })}`}
        </p>
      </figcaption>
    </figure>
  );
}
