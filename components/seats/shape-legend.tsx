"use client";

import { useTranslations } from "next-intl";

const SHAPES = {
  chosen: (
    <>
      <circle r="10" className="fill-ink" />
      <path d="M-5 .5L-1.5 4L5.5 -3.5" className="fill-none stroke-[2.6] stroke-paper" />
    </>
  ),
  held: <circle r="9" className="fill-none stroke-[1.5] stroke-edge [stroke-dasharray:3_2.2]" />,
  taken: <path d="M-5 -5L5 5M5 -5L-5 5" className="fill-none stroke-2 stroke-edge" />,
};

/** What the shapes on the map mean. */
export function ShapeLegend() {
  const t = useTranslations("seats.key");
  return (
    <ul className="pointer-events-none absolute bottom-3 left-3 flex flex-wrap gap-x-3 rounded bg-paper/85 px-2 py-1 text-soft text-xs">
      {(["chosen", "held", "taken"] as const).map((look) => (
        <li key={look} className="flex items-center gap-1.5">
          <svg viewBox="-12 -12 24 24" width="16" height="16" aria-hidden="true">
            {SHAPES[look]}
          </svg>
          {t(look)}
        </li>
      ))}
    </ul>
  );
}
