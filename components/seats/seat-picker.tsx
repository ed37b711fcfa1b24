"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import type { HallDrawing } from "@/lib/concerts/halls/hall";
import type { StageColors } from "./hall-props";
import { HallView } from "./hall-view";
import { Legend } from "./legend";
import { MapSkeleton } from "./map-skeleton";
import { SeatNotice } from "./seat-notice";
import { isSelectable } from "./selection";
import { SelectionTray } from "./selection-tray";
import { SessionCountdown } from "./session-countdown";
import type { Seat } from "./types";
import { type HeldSeats, holdState, useHeldSeats } from "./use-held-seats";
import { useHold } from "./use-hold";
import { useSeatDescription } from "./use-seat-description";
import { useSeats } from "./use-seats";
import { useSelection } from "./use-selection";
import { useViewKind, ViewSwitch } from "./view-switch";

type Props = {
  slug: string;
  scheduleId: string;
  drawing: HallDrawing;
  stageColors: StageColors;
  /** How many seats this fan may hold, and how many they have bought already. */
  limit: number;
  owned: number;
  held: HeldSeats | null;
  sessionEndsAt: string;
  serverNow: string;
  /** What the shapes on the map mean. */
  shapeLegend: ReactNode;
  /** The heading: which concert and date this is. */
  children: ReactNode;
};

/** The hall, live, and the fan's selection in it. */
export function SeatPicker(props: Props) {
  const { slug, scheduleId, drawing, stageColors, limit, owned, held, sessionEndsAt, serverNow, children } = props;
  const checkout = `/concerts/${slug}/checkout`;
  const router = useRouter();
  const { seats, trouble, ended } = useSeats(scheduleId);
  const heldHere = useHeldSeats(held, scheduleId, seats);
  const { chosen, notice, toggle, remove } = useSelection({ scheduleId, held: heldHere, limit, seats });
  const [shownGrade, setShownGrade] = useState<string | null>(null);
  const [kind, chooseKind] = useViewKind();
  const describe = useSeatDescription();
  const hold = useHold({
    checkout,
    scheduleId,
    holds: held !== null,
    onTaken: remove,
  });
  useEffect(() => {
    if (ended) router.refresh(); // the page's own gate knows where to go from here
  }, [ended, router]);

  const free = (seats ?? []).filter(({ status }) => status === "AVAILABLE");
  function press(seat: Seat) {
    if (!isSelectable(seat)) return;
    hold.clearError();
    toggle(seat);
  }
  return (
    <div className="-mx-[clamp(1rem,4vw,2.5rem)] -mb-24 grid h-[calc(100dvh-4rem)] min-h-[34rem] grid-rows-[auto_minmax(0,1fr)_auto] lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_minmax(0,1fr)]">
      <header className="flex items-center gap-x-4 px-4 py-2 lg:col-span-2">
        <div className="mr-auto min-w-0">{children}</div>
        <SessionCountdown
          kind={held ? "hold" : "session"}
          until={held?.expiresAt ?? sessionEndsAt}
          serverNow={serverNow}
        />
      </header>
      <div className="relative min-h-0 border-line border-y bg-sunken lg:border-r">
        {seats ? (
          <HallView
            kind={kind}
            drawing={drawing}
            stageColors={stageColors}
            seats={seats}
            grades={drawing.grades}
            chosen={chosen}
            shownGrade={shownGrade}
            describe={describe}
            onToggle={press}
          />
        ) : (
          <MapSkeleton />
        )}
        <div className="absolute top-3 right-3">
          <ViewSwitch kind={kind} onChoose={chooseKind} />
        </div>
        {kind === "map" && props.shapeLegend}
      </div>
      <aside className="grid content-start gap-3 px-4 py-3 lg:overflow-y-auto lg:border-line lg:border-y lg:py-5">
        <Legend grades={drawing.grades} free={free} shownGrade={shownGrade} onShow={setShownGrade} />
        <SeatNotice
          notice={notice}
          left={chosen.length}
          limit={limit}
          holds={held !== null}
          trouble={trouble}
          holdError={hold.error}
          cooldownMinutes={hold.cooldownMinutes}
          retrySeconds={hold.retrySeconds}
          checkout={checkout}
        />
        <SelectionTray
          seats={(seats ?? []).filter(({ number }) => chosen.includes(number))}
          loading={seats ? 0 : chosen.length}
          limit={limit}
          owned={owned}
          held={holdState(held, heldHere, scheduleId, chosen)}
          busy={hold.busy}
          soldOut={seats !== null && free.length === 0}
          checkout={checkout}
          onRemove={toggle}
          onHold={() => hold.submitHold(chosen)}
        />
      </aside>
    </div>
  );
}
