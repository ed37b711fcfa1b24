"use client";

import { useDeferredValue, useMemo } from "react";
import { type PlannedHall, planHall } from "@/lib/catalogue/halls";
import { type HallForm, hallInput } from "./form";

/** The hall as it would be saved, planned again as it is typed, a breath behind the typing. */
export function usePlanned(form: HallForm): PlannedHall {
  const typed = useDeferredValue(form);
  return useMemo(() => planHall(hallInput(typed)), [typed]);
}
