"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useCallback, useEffect } from "react";
import type { HallDrawing } from "@/lib/concerts/halls/hall";
import { HallView } from "./hall-view";
import { Legend } from "./legend";
import { MapSkeleton } from "./map-skeleton";
import { SeatNotice } from "./seat-notice";
import { isSelectable, sameSelection } from "./selection";
import { SelectionTray } from "./selection-tray";
import { SessionCountdown } from "./session-countdown";
import { ShapeLegend } from "./shape-legend";
import { appearanceOf, type Seat, type SeatAppearance } from "./types";
import { useGrades } from "./use-grades";
import { type HeldSeats, holdState, useHeldSeats } from "./use-held-seats";
import { type HoldAction, useHold } from "./use-hold";
import { useSeatDescription } from "./use-seat-description";
import { useSeats } from "./use-seats";
import { useSelection } from "./use-selection";
import { useViewKind, ViewSwitch } from "./view-switch";

type Props = {
  slug: string;
  scheduleId: string;
  drawing: HallDrawing;
  /** The poster's colours, for the stage. */
  tint: { ground: string; ink: string };
  /** How many seats this fan may hold, and how many they have bought already. */
  limit: number;
  owned: number;
  held: HeldSeats | null;
  sessionEndsAt: string;
  serverNow: string;
  hold: HoldAction;
  children: ReactNode;
};

/** The hall, live, and the fan's choice in it. `children` say whose hall this is and which date. */
export function SeatPicker(props: Props) {
  const { slug, scheduleId, drawing, tint, limit, owned, held, sessionEndsAt, serverNow, children } = props;
  const checkout = `/concerts/${slug}/checkout`;
  const router = useRouter();
  const refreshPage = useCallback(() => router.refresh(), [router]);
  const { seats, trouble, ended } = useSeats(scheduleId);
  const here = useHeldSeats(held, scheduleId, seats, refreshPage);
  const { chosen, news, onToggle, drop } = useSelection({ scheduleId, held: here, limit, seats });
  const { picked, pick, free, gradeOf, shown } = useGrades(drawing.grades, seats);
  const [kind, chooseKind] = useViewKind();
  const describe = useSeatDescription();
  const onGone = (numbers: number[]) => drop(numbers, seats ?? []);
  const {
    busy,
    trouble: refused,
    tryHold,
    forget,
  } = useHold({
    ...{ checkout, scheduleId, hold: props.hold, holds: held !== null, onGone, onOver: refreshPage },
  });
  useEffect(() => {
    if (ended) refreshPage(); // the page's own gate knows where to go from here, and with which words
  }, [ended, refreshPage]);

  const look = useCallback((seat: Seat): SeatAppearance => appearanceOf(seat, chosen.includes(seat.number)), [chosen]);
  const press = (seat: Seat) => {
    if (!isSelectable(seat)) return;
    forget();
    onToggle(seat);
  };
  const tray = (seats ?? []).filter(({ number }) => chosen.includes(number));
  return (
    <div className="-mx-[clamp(1rem,4vw,2.5rem)] -mb-24 grid h-[calc(100dvh-4rem)] min-h-[34rem] grid-rows-[auto_minmax(0,1fr)_auto] lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_minmax(0,1fr)]">
      <header className="flex items-center gap-x-4 px-4 py-2 lg:col-span-2">
        <div className="mr-auto min-w-0">{children}</div>
        <SessionCountdown
          kind={held ? "hold" : "session"}
          until={held?.expiresAt ?? sessionEndsAt}
          serverNow={serverNow}
          onOver={refreshPage}
        />
      </header>
      <div className="relative min-h-0 border-line border-y bg-sunken lg:border-r">
        {seats ? (
          <HallView {...{ kind, drawing, tint, seats, gradeOf, lookOf: look, shown, describe, onToggle: press }} />
        ) : (
          <MapSkeleton />
        )}
        <div className="absolute top-3 right-3">
          <ViewSwitch kind={kind} onChoose={chooseKind} />
        </div>
        {kind === "map" && <ShapeLegend />}
      </div>
      <aside className="grid content-start gap-3 px-4 py-3 lg:overflow-y-auto lg:border-line lg:border-y lg:py-5">
        <Legend grades={drawing.grades} free={free} picked={picked} onPick={pick} />
        <SeatNotice {...{ news, left: chosen.length, limit, holds: held !== null, trouble, refused, checkout }} />
        <SelectionTray
          chosen={tray}
          awaited={seats ? 0 : chosen.length}
          limit={limit}
          owned={owned}
          held={holdState(held, here, scheduleId, sameSelection(here, chosen))}
          busy={busy}
          soldOut={seats !== null && free.size === 0}
          checkout={checkout}
          onRemove={onToggle}
          onHold={() => tryHold(chosen)}
        />
      </aside>
    </div>
  );
}
