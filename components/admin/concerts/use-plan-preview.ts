"use client";

import { useDeferredValue } from "react";
import { type Hall, type HallInput, type PlannedHall, planHall } from "@/lib/concerts/halls";
import { type HallForm, toHallInput } from "./form-state";

/** `draft` is the hall of a plan that only lacks prices: it can be shown but not saved. */
export type PlanPreview = { planned: PlannedHall; draft: Hall | null };

/** The hall with every category at one won, if prices are its only errors. */
function planWithoutPrices(input: HallInput, planned: PlannedHall, categories: readonly string[]): Hall | null {
  if (planned.ok || input.type === "plain") return null;
  if (planned.errors.some(({ code }) => code !== "PRICE_MISSING" && code !== "PRICE_WRONG")) return null;
  const drawn = planHall({ ...input, prices: Object.fromEntries(categories.map((name) => [name, 1])) });
  return drawn.ok ? drawn.hall : null;
}

/** The hall as it would be saved. Planning waits for a pause in typing, and a plan is made once for each form. */
export function usePlanPreview(form: HallForm): PlanPreview {
  "use memo";
  const typed = useDeferredValue(form);
  const input = toHallInput(typed);
  const planned = planHall(input);
  return { planned, draft: planWithoutPrices(input, planned, typed.type === "imported" ? typed.categories : []) };
}
