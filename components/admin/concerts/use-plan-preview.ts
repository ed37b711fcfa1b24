"use client";

import { useDeferredValue, useMemo } from "react";
import { type Hall, type HallInput, type PlannedHall, planHall } from "@/lib/concerts/halls";
import { type HallForm, toHallInput } from "./form-state";

/** `draft` is a plan that lacks nothing but prices: it can be looked at, and not yet saved. */
export type PlanPreview = { planned: PlannedHall; draft: Hall | null };

/** The hall with every category at one won, if its prices are all that is wrong with it. */
function planWithoutPrices(input: HallInput, planned: PlannedHall, categories: readonly string[]): Hall | null {
  if (planned.ok || input.type === "plain") return null;
  if (planned.errors.some(({ code }) => code !== "PRICE_MISSING" && code !== "PRICE_WRONG")) return null;
  const drawn = planHall({ ...input, prices: Object.fromEntries(categories.map((name) => [name, 1])) });
  return drawn.ok ? drawn.hall : null;
}

/** The hall as it would be saved, planned again as it is typed, a breath behind the typing. */
export function usePlanPreview(form: HallForm): PlanPreview {
  const typed = useDeferredValue(form);
  return useMemo(() => {
    const input = toHallInput(typed);
    const planned = planHall(input);
    return { planned, draft: planWithoutPrices(input, planned, typed.type === "imported" ? typed.categories : []) };
  }, [typed]);
}
