"use client";

import { useTranslations } from "next-intl";
import { classes } from "../ui";

/** The demo's crowd, on or off, labelled as what it is. */
export function CrowdSwitch({ on, disabled, flip }: { on: boolean; disabled: boolean; flip: () => void }) {
  const t = useTranslations("admin.steer");
  return (
    <div className="flex items-start gap-4 border-line border-t pt-4">
      <button
        type="button"
        role="switch"
        aria-checked={on}
        aria-labelledby="crowd-label"
        aria-describedby="crowd-hint"
        disabled={disabled}
        onClick={flip}
        className={classes(
          "mt-0.5 inline-flex h-8 w-14 flex-none items-center rounded-full border px-1 transition-colors",
          on ? "justify-end border-good bg-good" : "justify-start border-edge bg-sunken",
        )}
      >
        <span className={classes("size-6 rounded-full", on ? "bg-paper" : "bg-edge")} />
      </button>
      <div>
        <p id="crowd-label" className="font-bold text-sm">
          {t("crowd")}
        </p>
        <p id="crowd-hint" className="max-w-prose text-soft text-sm">
          {t("crowdHint")}
        </p>
      </div>
    </div>
  );
}
