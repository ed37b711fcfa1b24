"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useCallback, useEffect } from "react";
import type { HallDrawing } from "@/lib/catalogue/halls/hall";
import { isChoosable, sameChoice } from "./choice";
import { HallView } from "./hall-view";
import { Legend } from "./legend";
import { MapSkeleton } from "./map-skeleton";
import { NewsNotice } from "./news-notice";
import { SessionClock } from "./session-clock";
import { ShapeKey } from "./shape-key";
import { Tray } from "./tray";
import { type Look, lookOf, type Seat } from "./types";
import { useChoice } from "./use-choice";
import { useDescribe } from "./use-describe";
import { useGrades } from "./use-grades";
import { type Held, heldIn, useHeld } from "./use-held";
import { type HoldAction, useHold } from "./use-hold";
import { useSeats } from "./use-seats";
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
  held: Held | null;
  sessionEndsAt: string;
  serverNow: string;
  hold: HoldAction;
  children: ReactNode;
};

/** The hall, live, and the fan's choice in it. `children` say whose hall this is and which date. */
export function SeatRoom(props: Props) {
  const { slug, scheduleId, drawing, tint, limit, owned, held, sessionEndsAt, serverNow, children } = props;
  const checkout = `/concerts/${slug}/checkout`;
  const router = useRouter();
  const askPage = useCallback(() => router.refresh(), [router]);
  const { seats, trouble, ended } = useSeats(scheduleId);
  const here = useHeld(held, scheduleId, seats, askPage);
  const { chosen, news, onToggle, drop } = useChoice({ scheduleId, held: here, limit, seats });
  const { picked, pick, free, gradeOf, shown } = useGrades(drawing.grades, seats);
  const [kind, chooseKind] = useViewKind();
  const describe = useDescribe();
  const onGone = (numbers: number[]) => drop(numbers, seats ?? []);
  const {
    busy,
    trouble: refused,
    tryHold,
    forget,
  } = useHold({
    ...{ checkout, scheduleId, hold: props.hold, holds: held !== null, onGone, onOver: askPage },
  });
  useEffect(() => {
    if (ended) askPage(); // the page's own gate knows where to go from here, and with which words
  }, [ended, askPage]);

  const look = useCallback((seat: Seat): Look => lookOf(seat, chosen.includes(seat.number)), [chosen]);
  const press = (seat: Seat) => {
    if (!isChoosable(seat)) return;
    forget();
    onToggle(seat);
  };
  const tray = (seats ?? []).filter(({ number }) => chosen.includes(number));
  return (
    <div className="-mx-[clamp(1rem,4vw,2.5rem)] -mb-24 grid h-[calc(100dvh-4rem)] min-h-[34rem] grid-rows-[auto_minmax(0,1fr)_auto] lg:grid-cols-[minmax(0,1fr)_22rem] lg:grid-rows-[auto_minmax(0,1fr)]">
      <header className="flex items-center gap-x-4 px-4 py-2 lg:col-span-2">
        <div className="mr-auto min-w-0">{children}</div>
        <SessionClock
          kind={held ? "hold" : "session"}
          until={held?.expiresAt ?? sessionEndsAt}
          serverNow={serverNow}
          onOver={askPage}
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
        {kind === "map" && <ShapeKey />}
      </div>
      <aside className="grid content-start gap-3 px-4 py-3 lg:overflow-y-auto lg:border-line lg:border-y lg:py-5">
        <Legend grades={drawing.grades} free={free} picked={picked} onPick={pick} />
        <NewsNotice {...{ news, left: chosen.length, limit, holds: held !== null, trouble, refused, checkout }} />
        <Tray
          chosen={tray}
          awaited={seats ? 0 : chosen.length}
          limit={limit}
          owned={owned}
          held={heldIn(held, here, scheduleId, sameChoice(here, chosen))}
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
