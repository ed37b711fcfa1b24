import { medianSeconds, merge, type WaitHistogram } from "./wait-histogram";

/** `waiting`, `active`: at the minute's end, null before the first count; `passedOver`: skipped or not arrived. */
export type Minute = {
  at: string;
  joined: number;
  admitted: number;
  arrived: number;
  passedOver: number;
  left: number;
  putOut: number;
  waiting: number | null;
  active: number | null;
  medianWaitSeconds: number | null;
};

export type RecentStats = { medianWaitSeconds: number | null; showUpRate: number | null };

const MINUTE_MS = 60_000;
const SHOWN_MINUTES = 30; // the chart's last half hour, this minute included
const RECENT_MINUTES = 5;

type Slot = { minute: number; counts: number[]; waits: WaitHistogram };

function decodeSlot([minute = 0, ...words]: number[]): Slot {
  const waits = new Map<number, number>();
  for (let i = 9; i < words.length; i += 2) waits.set(words[i] ?? 0, words[i + 1] ?? 0);
  return { minute, counts: words.slice(0, 9), waits };
}

const EMPTY: Slot = { minute: 0, counts: [], waits: new Map() };

function toMinute(minute: number, { counts, waits }: Slot, [waiting, active]: readonly (number | null)[]): Minute {
  const [joined = 0, admitted = 0, arrived = 0, passedOver = 0, left = 0, putOut = 0] = counts;
  return {
    at: new Date(minute * MINUTE_MS).toISOString(),
    joined,
    admitted,
    arrived,
    passedOver,
    left,
    putOut,
    waiting: waiting ?? null,
    active: active ?? null,
    medianWaitSeconds: medianSeconds(waits),
  };
}

function lastHalfHour(slots: Slot[], last: number): Minute[] {
  const byMinute = new Map(slots.map((slot) => [slot.minute, slot]));
  const first = last - SHOWN_MINUTES + 1;
  const before = slots.filter(({ minute }) => minute < first).at(-1);
  let lastCounts: readonly (number | null)[] = before?.counts.slice(6) ?? [];
  return Array.from({ length: SHOWN_MINUTES }, (_, ago) => {
    const slot = byMinute.get(first + ago);
    if (slot) lastCounts = slot.counts.slice(6);
    return toMinute(first + ago, slot ?? EMPTY, lastCounts);
  });
}

function showUpRate(minutes: Minute[]): number | null {
  const arrivedTotal = minutes.reduce((sum, { arrived }) => sum + arrived, 0);
  const passedOverTotal = minutes.reduce((sum, { passedOver }) => sum + passedOver, 0);
  return arrivedTotal + passedOverTotal > 0 ? arrivedTotal / (arrivedTotal + passedOverTotal) : null;
}

/** Decodes the minutes of `lua/read-stats.lua`; `now` in ms of the queue's clock. */
export function decodeMinutes(counted: number[][], now: number): { minutes: Minute[]; recent: RecentStats } {
  const last = Math.floor(now / MINUTE_MS);
  const slots = counted
    .map(decodeSlot)
    .filter(({ minute }) => minute <= last)
    .sort((a, b) => a.minute - b.minute);
  const minutes = lastHalfHour(slots, last);
  const waits = slots.filter(({ minute }) => minute > last - RECENT_MINUTES).map((slot) => slot.waits);
  return {
    minutes,
    recent: { medianWaitSeconds: medianSeconds(merge(waits)), showUpRate: showUpRate(minutes.slice(-RECENT_MINUTES)) },
  };
}
