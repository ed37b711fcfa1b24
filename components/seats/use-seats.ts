"use client";

import { useEffect, useState } from "react";
import type { Seat } from "./types";
import { type SeatsUpdate, watchSeats } from "./watch-seats";

export type SeatsTrouble = { kind: "offline" } | { kind: "busy"; seconds: number } | null;
type SeatsState = { seats: Seat[] | null; trouble: SeatsTrouble; ended: "over" | "signedOut" | null };

const LOADING: SeatsState = { seats: null, trouble: null, ended: null };

function applyUpdate(live: SeatsState, news: SeatsUpdate): SeatsState {
  if ("map" in news) {
    const { seats } = news.map;
    return live.seats === seats && !live.trouble && !live.ended ? live : { seats, trouble: null, ended: null };
  }
  if (news.kind === "busy") return { ...live, trouble: news };
  if (news.kind === "unreachable") return { ...live, trouble: { kind: "offline" } };
  return { ...live, ended: news.kind };
}

/** The seats of a date as they are now, while the page is in sight. */
export function useSeats(scheduleId: string): SeatsState {
  const [live, setLive] = useState(LOADING);
  useEffect(() => watchSeats(scheduleId, (news) => setLive((live) => applyUpdate(live, news))), [scheduleId]);
  return live;
}
