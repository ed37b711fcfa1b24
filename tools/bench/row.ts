/** One line of the results. `value` against `goal`, whichever way `atMost` says; without a goal it is only told. */
export type Row = {
  name: string;
  value: number;
  unit: string;
  goal: number | null;
  atMost?: boolean;
  met: boolean | null;
  detail: string;
};

const rounded = (value: number) => Number(value.toPrecision(3));

/** A row that has to reach its goal, or stay below it. */
export function row(
  name: string,
  value: number,
  unit: string,
  goal: number | null,
  detail: string,
  atMost = false,
): Row {
  const met = goal === null ? null : atMost ? value <= goal : value >= goal;
  return { name, value: rounded(value), unit, goal, ...(atMost ? { atMost } : {}), met, detail };
}

export const perSecond = (value: number) => `${Math.round(value).toLocaleString("en-US")}/s`;
