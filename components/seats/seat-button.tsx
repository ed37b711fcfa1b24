"use client";

import { classNames } from "../ui/class-names";
import { gradeBackground } from "../ui/grade-classes";
import type { HallProps } from "./hall-props";
import { gradeIndexOf, type Seat, type SeatAppearance, seatAppearance } from "./types";

type Props = Pick<HallProps, "grades" | "chosen" | "describe" | "onToggle"> & { seat: Seat };

const STYLES: Record<SeatAppearance, string> = {
  free: "border-edge bg-raised hover:border-ink",
  mine: "border-2 border-ink bg-raised",
  chosen: "border-ink bg-ink text-paper",
  held: "border-dashed border-edge bg-sunken text-soft",
  taken: "border-line bg-sunken text-soft line-through",
};

/** One seat of the list: its number, its grade's letter, and its state by shape as well as colour. */
export function SeatButton({ seat, grades, chosen, describe, onToggle }: Props) {
  const appearance = seatAppearance(seat, chosen.includes(seat.number));
  const gradeIndex = gradeIndexOf(seat, grades);
  const choosable = appearance === "free" || appearance === "chosen" || appearance === "mine";
  return (
    <button
      type="button"
      aria-pressed={appearance === "chosen"}
      aria-disabled={!choosable}
      aria-label={describe(seat, appearance)}
      onClick={() => choosable && onToggle(seat)}
      className={classNames(
        "figures grid h-12 min-w-11 place-items-center rounded border px-1.5 text-sm leading-tight",
        STYLES[appearance],
        !choosable && "cursor-not-allowed",
      )}
    >
      <span aria-hidden="true" className="font-bold">
        {appearance === "chosen" ? "✓ " : ""}
        {seat.label}
      </span>
      <span
        aria-hidden="true"
        className={classNames(
          "rounded px-1 font-black text-[0.6875rem] text-grade-ink leading-4",
          choosable ? gradeBackground(gradeIndex) : "bg-transparent text-soft",
        )}
      >
        {grades[gradeIndex]?.letter}
      </span>
    </button>
  );
}
