/** Milliseconds the server's clock is ahead of this browser's, from one reading of both. */
export const clockOffsetMs = (serverNow: string, browserNow: number): number => Date.parse(serverNow) - browserNow;

/** Whole seconds left until `until` by the server's clock, rounded up so that 0 means over. */
export const secondsLeft = (until: string, offsetMs: number, browserNow: number): number =>
  Math.max(0, Math.ceil((Date.parse(until) - (browserNow + offsetMs)) / 1000));

const twoDigits = (value: number) => String(value).padStart(2, "0");

/** 247 → "4:07" */
export const formatMinutes = (seconds: number): string => `${Math.floor(seconds / 60)}:${twoDigits(seconds % 60)}`;

/** 3723 → "01:02:03" */
export const formatHours = (seconds: number): string =>
  [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(twoDigits).join(":");

const ANNOUNCED_SECONDS = [60, 10];

/** The announced threshold that was passed between two readings; null for none. */
export const thresholdPassed = (before: number, now: number): number | null =>
  ANNOUNCED_SECONDS.find((threshold) => before > threshold && now <= threshold && now > 0) ?? null;
