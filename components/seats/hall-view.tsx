"use client";

import { lazy, Suspense, useMemo, useRef } from "react";
import type { HallDrawing } from "@/lib/concerts/halls/hall";
import { layoutHall } from "./hall-layout";
import type { HallProps } from "./hall-props";
import { HallSvg } from "./hall-svg";
import { MapSkeleton } from "./map-skeleton";
import type { Seat } from "./types";
import type { ViewKind } from "./view-switch";

type Props = Omit<HallProps, "hall"> & { kind: ViewKind; drawing: HallDrawing };

const HallCanvas = lazy(() => import("./hall-canvas"));
const SeatList = lazy(() => import("./seat-list"));

const MAX_SVG_SEATS = 1_000; // above, so many elements no longer move smoothly on a phone (tests/timing/seat-map-zoom.spec.ts)

/** The hall as the fan wants to see it. Seats never move while a page is open, so they are placed once. */
export function HallView({ kind, drawing, seats, ...props }: Props) {
  const first = useRef<readonly Seat[]>(seats);
  const hall = useMemo(() => layoutHall(first.current, drawing), [drawing]);
  if (kind === "map" && seats.length <= MAX_SVG_SEATS) return <HallSvg hall={hall} seats={seats} {...props} />;
  return (
    <Suspense fallback={<MapSkeleton />}>
      {kind === "list" ? <SeatList seats={seats} {...props} /> : <HallCanvas hall={hall} seats={seats} {...props} />}
    </Suspense>
  );
}
