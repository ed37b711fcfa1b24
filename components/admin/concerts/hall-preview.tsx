"use client";

import "../../seats/seats.css";
import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Hall, HallGrade, PlannedSeat } from "@/lib/concerts/halls";
import { formatWon } from "@/lib/core/money";
import { HallAreas } from "../../seats/hall-areas";
import { GradeChip, Money } from "../../ui";

const MAX_LABELLED_SEATS = 300; // seats; beyond that a number on each is a grey haze

const STAGE_COLORS = { ground: "var(--line)", ink: "var(--ink)" }; // a stage without a poster yet

// Written out, so that the style sheet has them: place in the list of grades, dearest first.
const STROKES = [
  "stroke-grade-1",
  "stroke-grade-2",
  "stroke-grade-3",
  "stroke-grade-4",
  "stroke-grade-5",
  "stroke-grade-6",
  "stroke-grade-7",
  "stroke-grade-8",
];

/** All seats of a grade as the dots of one path: a hall of 100,000 is a handful of elements. */
const dots = (seats: readonly PlannedSeat[], grade: string) =>
  seats.flatMap((seat) => (seat.grade === grade ? `M${seat.x} ${seat.y}h0` : [])).join("");

function Drawing({ hall: { seats, drawing }, grades }: { hall: Hall; grades: readonly HallGrade[] }) {
  const t = useTranslations("admin.hall");
  const { box, seatRadius, areas } = drawing;
  const paths = useMemo(() => grades.map(({ name }) => dots(seats, name)), [grades, seats]);
  return (
    <svg
      role="img"
      aria-label={t("previewLabel", { seats: seats.length })}
      viewBox={`${box.x} ${box.y} ${box.width} ${box.height}`}
      className="max-h-112 w-full"
    >
      <HallAreas areas={areas} tint={STAGE_COLORS} />
      {paths.map((path, place) => (
        <path
          key={grades[place]?.name}
          d={path}
          strokeWidth={seatRadius * 2}
          strokeLinecap="round"
          className={STROKES[place % STROKES.length]}
        />
      ))}
      {seats.length <= MAX_LABELLED_SEATS && (
        <g fontSize={seatRadius * 0.85} className="fill-grade-ink" textAnchor="middle" dominantBaseline="central">
          {seats.map(({ number, x, y, label }) => (
            <text key={number} x={x} y={y}>
              {label}
            </text>
          ))}
        </g>
      )}
    </svg>
  );
}

/** The hall as it will be saved: drawn, with its grades, their prices (unless they are still open) and what it would bring. */
export function HallPreview({ hall, unpriced = false }: { hall: Hall; unpriced?: boolean }) {
  const t = useTranslations("admin.hall");
  const locale = useLocale();
  const { grades } = hall.drawing;
  const total = grades.reduce((sum, { price, seats }) => sum + price * seats, 0);
  return (
    <figure className="grid gap-3 rounded border border-line bg-sunken p-3">
      <Drawing hall={hall} grades={grades} />
      <figcaption className="grid gap-2 text-sm">
        <ul className="flex flex-wrap gap-x-5 gap-y-2">
          {grades.map(({ name, letter, price, seats }, place) => (
            <li key={name} className="flex items-center gap-2">
              <GradeChip place={place} letter={letter} />
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
