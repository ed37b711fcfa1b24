"use client";

import { useTranslations } from "next-intl";
import type { PanZoom } from "./use-pan-zoom";

const buttonClass =
  "grid size-11 place-items-center border border-edge bg-paper text-ink hover:border-ink focus-visible:z-10 first:rounded-l last:rounded-r [&+&]:-ml-px";

const STEP = 1.6;

/** Zoom without a wheel or a second finger. */
export function ZoomButtons({ panZoom }: { panZoom: PanZoom }) {
  const t = useTranslations("seats");
  const actions = [
    { name: t("zoomIn"), press: () => panZoom.zoomBy(STEP), path: "M9 2V16M2 9H16" },
    { name: t("zoomOut"), press: () => panZoom.zoomBy(1 / STEP), path: "M2 9H16" },
    { name: t("zoomAll"), press: panZoom.fit, path: "M2 6V2H6M12 2H16V6M16 12V16H12M6 16H2V12" },
  ];
  return (
    <div className="absolute top-3 left-3 flex">
      {actions.map(({ name, press, path }) => (
        <button key={name} type="button" aria-label={name} className={buttonClass} onClick={press}>
          <svg viewBox="0 0 18 18" width="18" height="18" aria-hidden="true">
            <path d={path} fill="none" stroke="currentColor" strokeWidth="2" />
          </svg>
        </button>
      ))}
    </div>
  );
}
