"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { readSessionItem, writeSessionItem } from "../session-storage";
import { partitionAvailable, toggleSeat } from "./selection";
import type { Seat } from "./types";

const parseNumbers = (stored: string | null): number[] =>
  (stored ?? "")
    .split(",")
    .map(Number)
    .filter((number) => Number.isInteger(number) && number > 0);

type Options = { scheduleId: string; held: number[]; limit: number; seats: Seat[] | null };
export type SelectionNotice = { kind: "taken"; seats: Seat[] } | { kind: "full" } | null;

/**
 * The seats a fan has chosen on a date: those already held, else those stored for the tab. A seat that
 * another fan takes leaves the selection, and `notice` says which.
 */
export function useSelection({ scheduleId, held, limit, seats }: Options) {
  const key = `jari-choice-${scheduleId}`;
  const [chosen, setChosen] = useState<readonly number[]>(held);
  const [notice, setNotice] = useState<SelectionNotice>(null);

  function change(next: readonly number[]) {
    setChosen(next);
    writeSessionItem(key, next.length ? next.join(",") : null);
  }
  function remove(numbers: readonly number[]) {
    if (numbers.length === 0) return;
    change(chosen.filter((number) => !numbers.includes(number)));
    setNotice({ kind: "taken", seats: (seats ?? []).filter(({ number }) => numbers.includes(number)) });
  }
  function toggle({ number }: Pick<Seat, "number">) {
    const next = toggleSeat(chosen, number, limit);
    change(next.chosen);
    setNotice(next.full ? { kind: "full" } : null);
  }

  const nothingHeld = held.length === 0;
  useEffect(() => {
    if (nothingHeld) setChosen(parseNumbers(readSessionItem(key)).slice(0, limit));
  }, [key, nothingHeld, limit]);

  const removeTaken = useEffectEvent(remove);
  useEffect(() => {
    if (!seats || chosen.length === 0) return;
    removeTaken(partitionAvailable(chosen, new Map(seats.map((seat) => [seat.number, seat]))).taken);
  }, [seats, chosen]);

  return { chosen, notice, toggle, remove };
}
