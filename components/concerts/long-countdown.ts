export const DAY_SECONDS = 24 * 60 * 60;

const twoDigits = (value: number) => String(value).padStart(2, "0");

/** Seconds as a clock: 3723 is "01:02:03". */
export const formatLongCountdown = (seconds: number): string =>
  [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(twoDigits).join(":");
