"use client";

import { useCallback, useMemo, useState } from "react";
import type { Grade, Seat } from "./types";

/** The legend: each grade's place and letter, how many of its seats are free, and the one it shows alone, if any. */
export function useGrades(grades: readonly Grade[], seats: readonly Seat[] | null) {
  const [picked, pick] = useState<string | null>(null);
  const known = useMemo(() => new Map(grades.map(({ name, letter }, place) => [name, { place, letter }])), [grades]);
  const free = useMemo(() => {
    const count = new Map<string, number>();
    for (const { grade, status } of seats ?? [])
      if (status === "AVAILABLE") count.set(grade, (count.get(grade) ?? 0) + 1);
    return count;
  }, [seats]);
  const gradeOf = useCallback(({ grade }: Seat) => known.get(grade) ?? { place: 0, letter: "" }, [known]);
  const shown = useCallback(({ grade }: Seat) => picked === null || grade === picked, [picked]);
  return { picked, pick, free, gradeOf, shown };
}
