"use client";

import { useCallback, useEffect, useState } from "react";
import { remember, remembered } from "../remember";
import { stillThere, toggle } from "./choice";
import type { Seat } from "./types";

const numbersIn = (kept: string | null): number[] =>
  (kept ?? "")
    .split(",")
    .map(Number)
    .filter((number) => Number.isInteger(number) && number > 0);

type Options = { scheduleId: string; held: number[]; limit: number; seats: Seat[] | null };
export type ChoiceNews = { kind: "gone"; seats: Seat[] } | { kind: "full" } | null;

/**
 * The seats a fan has chosen on a date. The tab remembers them over a reload; they begin as the seats already held. A
 * seat that somebody else takes meanwhile leaves the choice, and `news` says which; the rest stays.
 */
export function useChoice({ scheduleId, held, limit, seats }: Options) {
  const key = `jari-choice-${scheduleId}`;
  const [chosen, setChosen] = useState<readonly number[]>(held);
  const [news, setNews] = useState<ChoiceNews>(null);

  const change = useCallback(
    (next: readonly number[]) => {
      setChosen(next);
      remember(key, next.length ? next.join(",") : null);
    },
    [key],
  );

  useEffect(() => {
    if (held.length === 0) setChosen(numbersIn(remembered(key)).slice(0, limit));
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
    const { gone } = stillThere(chosen, new Map(seats.map((seat) => [seat.number, seat])));
    drop(gone, seats);
  }, [seats, chosen, drop]);

  const onToggle = useCallback(
    ({ number }: Pick<Seat, "number">) => {
      const next = toggle(chosen, number, limit);
      change(next.chosen);
      setNews(next.full ? { kind: "full" } : null);
    },
    [chosen, limit, change],
  );
  return { chosen, news, onToggle, drop };
}
