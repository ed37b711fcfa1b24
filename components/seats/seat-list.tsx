"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { groupBySection, type Section } from "./group-by-section";
import type { HallProps } from "./hall-props";
import { SeatButton } from "./seat-button";
import { isShown, type Seat, seatAppearance } from "./types";

type Props = Omit<HallProps, "hall" | "stageColors">;

const MAX_OPEN_SEATS = 150; // a small hall is shown whole, a big one section by section

function Rows({ section, ...props }: Props & { section: Section }) {
  const t = useTranslations("seats");
  return section.rows.map(({ row, seats }) => (
    <fieldset key={row} className="border-line border-t py-3">
      {row && <legend className="float-left w-full pb-2 font-bold text-sm">{t("rowOf", { row })}</legend>}
      <div className="clear-both flex flex-wrap gap-1.5">
        {seats.map((seat) => (
          <SeatButton key={seat.number} seat={seat} {...props} />
        ))}
      </div>
    </fieldset>
  ));
}

function SectionDetails({ section, startsOpen, ...props }: Props & { section: Section; startsOpen: boolean }) {
  const t = useTranslations("seats");
  const [open, setOpen] = useState(startsOpen);
  const left = section.seats.filter(({ status }) => status === "AVAILABLE").length;
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)} className="border-line border-b">
      <summary className="flex min-h-12 items-center gap-3 font-bold">
        <h2 className="font-bold tracking-normal">{section.name || t("hall")}</h2>
        <span className="figures ml-auto font-normal text-soft text-sm">{t("sectionLeft", { left })}</span>
      </summary>
      {open && <Rows section={section} {...props} />}
    </details>
  );
}

/** The hall as sections and rows of buttons: everything the map can do, in an order that can be read aloud. */
export default function SeatList(props: Props) {
  const t = useTranslations("seats");
  const [onlyFree, setOnlyFree] = useState(false);
  const { shownGrade, chosen } = props;
  const isFree = (seat: Seat) =>
    ["free", "chosen", "mine"].includes(seatAppearance(seat, chosen.includes(seat.number)));
  const seats = props.seats.filter((seat) => isShown(seat, shownGrade) && (!onlyFree || isFree(seat)));
  const sections = groupBySection(seats);
  return (
    <div className="h-full overflow-y-auto bg-paper px-4 pt-2 pb-4">
      <label className="flex min-h-12 items-center gap-2 text-sm">
        <input
          type="checkbox"
          checked={onlyFree}
          onChange={(event) => setOnlyFree(event.currentTarget.checked)}
          className="size-5 accent-ink"
        />
        {t("onlyFree")}
      </label>
      {sections.length === 0 && <p className="py-6 text-soft">{t("noneHere")}</p>}
      {sections.map((section) => (
        <SectionDetails
          key={section.name}
          section={section}
          startsOpen={seats.length <= MAX_OPEN_SEATS || sections.length === 1}
          {...props}
        />
      ))}
    </div>
  );
}
