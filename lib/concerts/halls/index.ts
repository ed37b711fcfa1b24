import { Diagnostics, type Problem } from "./diagnostics";
import type { Hall, HallInput } from "./hall";
import { planImported } from "./imported-hall";
import { planPlain } from "./plain-hall";

export type { Problem, ProblemCode } from "./diagnostics";
export type * from "./hall";
export { IMPORTED_SEATS_MAX } from "./imported-hall";
export { PLAIN_SEATS_MAX } from "./plain-hall";
export { isPrice, PRICE_MAX, PRICE_MIN } from "./price";

export const PLAN_MIB_MAX = 4; // what common hosts accept as a body

export type PlannedHall =
  | { ok: true; hall: Hall; notes: Problem[] }
  | { ok: false; errors: Problem[]; notes: Problem[] };

/** Plans a hall; it is pure, so that a page previews exactly what is saved. Warnings refuse nothing. */
export function planHall(input: HallInput): PlannedHall {
  const diagnostics = new Diagnostics();
  const hall = input.type === "plain" ? planPlain(input, diagnostics) : planImported(input, diagnostics);
  const { errors, warnings } = diagnostics;
  return hall ? { ok: true, hall, notes: warnings } : { ok: false, errors, notes: warnings };
}

export type PlanFile = { ok: true; plan: unknown } | { ok: false; errors: Problem[] };

/** Parses a plan file. Refuses one over 4 MiB without reading it, and one that is not JSON. */
export async function readPlanFile(file: Pick<Blob, "size" | "text">): Promise<PlanFile> {
  const diagnostics = new Diagnostics();
  if (file.size > PLAN_MIB_MAX * 1024 * 1024) diagnostics.error("TOO_LARGE", "plan", { limit: PLAN_MIB_MAX });
  else {
    const text = await file.text();
    try {
      return { ok: true, plan: JSON.parse(text.replace(/^\uFEFF/, "")) };
    } catch (error) {
      diagnostics.error("NOT_JSON", "plan", { reason: error instanceof Error ? error.message : "" });
    }
  }
  return { ok: false, errors: diagnostics.errors };
}
