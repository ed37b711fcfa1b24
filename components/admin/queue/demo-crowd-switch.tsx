"use client";

import { useTranslations } from "next-intl";
import { classNames } from "../../ui";
import { ActionResult } from "./action-result";
import type { QueueActions } from "./types";
import { useServerAction } from "./use-server-action";

type Props = { on: boolean; setDemoCrowd: QueueActions["setDemoCrowd"]; refresh: () => void };

/** Switches the demo's simulated fans on or off. */
export function DemoCrowdSwitch({ on, setDemoCrowd, refresh }: Props) {
  const t = useTranslations("adminQueue");
  const { state, pending, run } = useServerAction(refresh);
  return (
    <div className="flex items-start gap-4 border-line border-t pt-4">
      <button
        type="button"
        role="switch"
        aria-checked={on}
        aria-labelledby="crowd-label"
        aria-describedby="crowd-hint"
        disabled={pending}
        onClick={() => run(() => setDemoCrowd(!on))}
        className={classNames(
          "mt-0.5 inline-flex h-8 w-14 flex-none items-center rounded-full border px-1 transition-colors",
          on ? "justify-end border-good bg-good" : "justify-start border-edge bg-sunken",
        )}
      >
        <span className={classNames("size-6 rounded-full", on ? "bg-paper" : "bg-edge")} />
      </button>
      <div>
        <p id="crowd-label" className="font-bold text-sm">
          {t("crowd")}
        </p>
        <p id="crowd-hint" className="max-w-prose text-soft text-sm">
          {t("crowdHint")}
        </p>
        <ActionResult state={state} done={() => t("applied")} />
      </div>
    </div>
  );
}
