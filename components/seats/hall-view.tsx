"use client";

import { lazy, Suspense, useState } from "react";
import type { HallDrawing } from "@/lib/concerts/halls/hall";
import { layoutHall } from "./hall-layout";
import type { HallProps } from "./hall-props";
import { HallSvg } from "./hall-svg";
import { MapSkeleton } from "./map-skeleton";
import type { ViewKind } from "./view-switch";

type Props = Omit<HallProps, "hall"> & { kind: ViewKind; drawing: HallDrawing };

const HallCanvas = lazy(() => import("./hall-canvas"));
const SeatList = lazy(() => import("./seat-list"));

const MAX_SVG_SEATS = 1_000; // above, so many elements no longer move smoothly on a phone (tests/timing)

/** The hall as map or list. Seats never move while a page is open, so they are laid out once. */
export function HallView({ kind, drawing, ...props }: Props) {
  const [hall] = useState(() => layoutHall(props.seats, drawing));
  if (kind === "map" && props.seats.length <= MAX_SVG_SEATS) return <HallSvg hall={hall} {...props} />;
  return (
    <Suspense fallback={<MapSkeleton />}>
      {kind === "list" ? <SeatList {...props} /> : <HallCanvas hall={hall} {...props} />}
    </Suspense>
  );
}
