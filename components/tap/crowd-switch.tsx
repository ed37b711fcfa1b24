"use client";

import { useTranslations } from "next-intl";
import { classes } from "../ui";
import { OutcomeLine } from "./outcome-line";
import type { Deeds } from "./types";
import { useDeed } from "./use-deed";

type Props = { on: boolean; switchCrowd: Deeds["switchCrowd"]; look: () => void };

/** The demo's crowd, on or off, labelled as what it is. */
export function CrowdSwitch({ on, switchCrowd, look }: Props) {
  const t = useTranslations("tap");
  const { outcome, busy, doing } = useDeed(look);
  return (
    <div className="flex items-start gap-4 border-line border-t pt-4">
      <button
        type="button"
        role="switch"
        aria-checked={on}
        aria-labelledby="crowd-label"
        aria-describedby="crowd-hint"
        disabled={busy}
        onClick={() => doing(() => switchCrowd(!on))}
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
        <OutcomeLine outcome={outcome} done={() => t("applied")} />
      </div>
    </div>
  );
}
