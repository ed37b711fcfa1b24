import { AppError } from "@/lib/core/errors";
import { type Hall, type HallInput, type Problem, planHall } from "./halls";

/** The halls of a body's `schedules`, in its order; null where none is given. @throws AppError INVALID_INPUT naming every problem */
export function planHalls(schedules: readonly { hall?: HallInput }[]): (Hall | null)[] {
  const errors: Problem[] = [];
  const halls = schedules.map(({ hall }, index) => {
    const planned = hall && planHall(hall);
    if (!planned) return null;
    if (planned.ok) return planned.hall;
    const inside = `schedules[${index}].hall`;
    errors.push(
      ...planned.errors.map((error) => ({ ...error, path: error.path ? `${inside}.${error.path}` : inside })),
    );
    return null;
  });
  if (errors.length) throw new AppError("INVALID_INPUT", { errors });
  return halls;
}
