/** Milliseconds the server's clock is ahead of this browser's, from one reading of both. */
export const clockOffsetMs = (serverNow: string, browserNow: number): number => Date.parse(serverNow) - browserNow;

/** Whole seconds left until `until` by the server's clock, rounded up so that 0 means over. */
export const secondsLeft = (until: string, offsetMs: number, browserNow: number): number =>
  Math.max(0, Math.ceil((Date.parse(until) - (browserNow + offsetMs)) / 1000));

/** 247 → "4:07" */
export const formatMinutes = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

const ANNOUNCED_SECONDS = [60, 10];

/** The announced threshold that was passed between two readings; null for none. */
export const thresholdPassed = (before: number, now: number): number | null =>
  ANNOUNCED_SECONDS.find((threshold) => before > threshold && now <= threshold && now > 0) ?? null;
