"use client";

import { useCallback, useEffect, useState } from "react";
import { readSessionItem, writeSessionItem } from "../session-storage";
import { partitionAvailable, toggleSeat } from "./selection";
import type { Seat } from "./types";

const parseNumbers = (stored: string | null): number[] =>
  (stored ?? "")
    .split(",")
    .map(Number)
    .filter((number) => Number.isInteger(number) && number > 0);

type Options = { scheduleId: string; held: number[]; limit: number; seats: Seat[] | null };
export type SelectionNotice = { kind: "gone"; seats: Seat[] } | { kind: "full" } | null;

/**
 * The seats a fan has chosen on a date. The tab remembers them over a reload; they begin as the seats already held. A
 * seat that somebody else takes meanwhile leaves the choice, and `news` says which; the rest stays.
 */
export function useSelection({ scheduleId, held, limit, seats }: Options) {
  const key = `jari-choice-${scheduleId}`;
  const [chosen, setChosen] = useState<readonly number[]>(held);
  const [news, setNews] = useState<SelectionNotice>(null);

  const change = useCallback(
    (next: readonly number[]) => {
      setChosen(next);
      writeSessionItem(key, next.length ? next.join(",") : null);
    },
    [key],
  );

  useEffect(() => {
    if (held.length === 0) setChosen(parseNumbers(readSessionItem(key)).slice(0, limit));
  }, [key, held.length, limit]);

  const drop = useCallback(
    (numbers: readonly number[], all: readonly Seat[]) => {
      if (numbers.length === 0) return;
      change(chosen.filter((number) => !numbers.includes(number)));
      setNews({ kind: "gone", seats: all.filter(({ number }) => numbers.includes(number)) });
    },
    [chosen, change],
  );

  useEffect(() => {
    if (!seats || chosen.length === 0) return;
    const { gone } = partitionAvailable(chosen, new Map(seats.map((seat) => [seat.number, seat])));
    drop(gone, seats);
  }, [seats, chosen, drop]);

  const onToggle = useCallback(
    ({ number }: Pick<Seat, "number">) => {
      const next = toggleSeat(chosen, number, limit);
      change(next.chosen);
      setNews(next.full ? { kind: "full" } : null);
    },
    [chosen, limit, change],
  );
  return { chosen, news, onToggle, drop };
}
