"use client";

import { useEffect, useState } from "react";
import type { Seat } from "./types";
import { type SeatsUpdate, watchSeats } from "./watch-seats";

export type SeatsTrouble = { kind: "offline" } | { kind: "busy"; seconds: number } | null;
type SeatsState = { seats: Seat[] | null; trouble: SeatsTrouble; ended: "over" | "signedOut" | null };

const LOADING: SeatsState = { seats: null, trouble: null, ended: null };

function applyUpdate(state: SeatsState, update: SeatsUpdate): SeatsState {
  if ("map" in update) {
    const { seats } = update.map;
    return state.seats === seats && !state.trouble && !state.ended ? state : { seats, trouble: null, ended: null };
  }
  if (update.kind === "busy") return { ...state, trouble: update };
  if (update.kind === "unreachable") return { ...state, trouble: { kind: "offline" } };
  return { ...state, ended: update.kind };
}

/** The seats of a date, kept current while the page is visible. */
export function useSeats(scheduleId: string): SeatsState {
  const [state, setState] = useState(LOADING);
  useEffect(() => watchSeats(scheduleId, (update) => setState((state) => applyUpdate(state, update))), [scheduleId]);
  return state;
}
