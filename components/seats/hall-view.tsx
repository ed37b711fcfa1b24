"use client";

import { lazy, Suspense, useMemo, useRef } from "react";
import type { HallDrawing } from "@/lib/catalogue/halls/hall";
import { place } from "./hall";
import { HallMap } from "./hall-map";
import type { HallProps } from "./hall-props";
import { MapSkeleton } from "./map-skeleton";
import type { Seat } from "./types";
import type { ViewKind } from "./view-switch";

type Props = Omit<HallProps, "hall"> & { kind: ViewKind; drawing: HallDrawing };

const HallCanvas = lazy(() => import("./hall-canvas"));
const SeatList = lazy(() => import("./seat-list"));

const SVG_AT_MOST = 1_000; // above, so many elements no longer move smoothly on a phone (tests/e2e/smooth.spec.ts)

/** The hall as the fan wants to see it. Seats never move while a page is open, so they are placed once. */
export function HallView({ kind, drawing, seats, ...props }: Props) {
  const first = useRef<readonly Seat[]>(seats);
  const hall = useMemo(() => place(first.current, drawing), [drawing]);
  if (kind === "map" && seats.length <= SVG_AT_MOST) return <HallMap hall={hall} seats={seats} {...props} />;
  return (
    <Suspense fallback={<MapSkeleton />}>
      {kind === "list" ? <SeatList seats={seats} {...props} /> : <HallCanvas hall={hall} seats={seats} {...props} />}
    </Suspense>
  );
}
