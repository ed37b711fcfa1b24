import type { Minute } from "./types";

/** The six numbers of a line, each with its last half hour. */
export const STATS = ["waiting", "active", "passedOver", "admitted", "wait", "showUp"] as const;
export type StatName = (typeof STATS)[number];

/** What a tile draws of a minute; null leaves a gap. */
export const STAT_VALUES: Record<StatName, (minute: Minute) => number | null> = {
  waiting: ({ waiting }) => waiting,
  active: ({ active }) => active,
  passedOver: ({ passedOver }) => passedOver,
  admitted: ({ admitted }) => admitted,
  wait: ({ medianWaitSeconds }) => medianWaitSeconds,
  showUp: ({ arrived, passedOver }) =>
    arrived + passedOver > 0 ? Math.round((100 * arrived) / (arrived + passedOver)) : null,
};

/** Flows of a minute are bars, what stands at its end or is true of it is a curve. */
export const isFlow = (name: StatName): boolean => name === "passedOver" || name === "admitted";
