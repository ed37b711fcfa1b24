"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { readSessionItem, writeSessionItem } from "../session-storage";
import { classNames } from "../ui/class-names";

export type ViewKind = "map" | "list";

const KEY = "jari-seat-view";

/** Map or list, as last chosen in this tab. */
export function useViewKind(): [ViewKind, (kind: ViewKind) => void] {
  const [kind, setKind] = useState<ViewKind>("map");
  useEffect(() => {
    if (readSessionItem(KEY) === "list") setKind("list");
  }, []);
  const choose = (next: ViewKind) => {
    setKind(next);
    writeSessionItem(KEY, next);
  };
  return [kind, choose];
}

/** Switches between map and list. */
export function ViewSwitch({ kind, onChoose }: { kind: ViewKind; onChoose: (kind: ViewKind) => void }) {
  const t = useTranslations("seats");
  return (
    <fieldset className="flex flex-none">
      <legend className="hidden-visually">{t("view")}</legend>
      {(["map", "list"] as const).map((option) => (
        <button
          key={option}
          type="button"
          aria-pressed={kind === option}
          onClick={() => onChoose(option)}
          className={classNames(
            "min-h-11 border border-edge px-4 text-sm first-of-type:rounded-l last-of-type:-ml-px last-of-type:rounded-r",
            kind === option ? "border-ink bg-ink font-bold text-paper" : "bg-paper hover:border-ink",
          )}
        >
          {t(option)}
        </button>
      ))}
    </fieldset>
  );
}
