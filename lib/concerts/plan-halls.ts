import { AppError } from "@/lib/core/errors";
import { type Hall, type HallInput, type Problem, planHall } from "./halls";

/** Plans the halls of `schedules`, null where none is given. @throws AppError INVALID_INPUT with all problems */
export function planHalls(schedules: readonly { hall?: HallInput }[]): (Hall | null)[] {
  const errors: Problem[] = [];
  const halls = schedules.map(({ hall }, index) => {
    const planned = hall && planHall(hall);
    if (!planned) return null;
    if (planned.ok) return planned.hall;
    const prefix = `schedules[${index}].hall`;
    errors.push(
      ...planned.errors.map((error) => ({ ...error, path: error.path ? `${prefix}.${error.path}` : prefix })),
    );
    return null;
  });
  if (errors.length) throw new AppError("INVALID_INPUT", { errors });
  return halls;
}
