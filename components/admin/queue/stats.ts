import type { QueueMinute } from "@/client/types";

/** The six numbers of a queue, each shown with its last half hour. */
export const STATS = ["waiting", "active", "passedOver", "admitted", "wait", "showUp"] as const;
export type StatName = (typeof STATS)[number];

/** What a card's chart draws for a minute; null leaves a gap. */
export const STAT_VALUES: Record<StatName, (minute: QueueMinute) => number | null> = {
  waiting: ({ waiting }) => waiting,
  active: ({ active }) => active,
  passedOver: ({ passedOver }) => passedOver,
  admitted: ({ admitted }) => admitted,
  wait: ({ medianWaitSeconds }) => medianWaitSeconds,
  showUp: ({ arrived, passedOver }) =>
    arrived + passedOver > 0 ? Math.round((100 * arrived) / (arrived + passedOver)) : null,
};

/** Counters of a minute are drawn as bars, gauges as a curve. */
export const isFlow = (name: StatName): boolean => name === "passedOver" || name === "admitted";
