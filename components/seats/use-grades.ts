"use client";

import { useCallback, useMemo, useState } from "react";
import type { HallGrade } from "@/lib/concerts/halls/hall";
import type { Seat } from "./types";

/**
 * The legend: each grade's index and letter, how many of its seats are free, and the one grade shown alone, if any.
 * The functions are stable: the canvas groups its seats again whenever one of them changes.
 */
export function useGrades(grades: readonly HallGrade[], seats: readonly Seat[] | null) {
  const [picked, pick] = useState<string | null>(null);
  const byName = useMemo(() => new Map(grades.map(({ name, letter }, index) => [name, { index, letter }])), [grades]);
  const gradeOf = useCallback(({ grade }: Seat) => byName.get(grade) ?? { index: 0, letter: "" }, [byName]);
  const isShown = useCallback(({ grade }: Seat) => picked === null || grade === picked, [picked]);
  const free = new Map<string, number>();
  for (const { grade, status } of seats ?? []) if (status === "AVAILABLE") free.set(grade, (free.get(grade) ?? 0) + 1);
  return { picked, pick, free, gradeOf, isShown };
}
