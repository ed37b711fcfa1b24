const DAY_MS = 86_400_000;
const SEOUL_MS = 9 * 3_600_000; // ahead of UTC, all year round

/** `time` ("19:30") on the clock in Seoul, this many days from today there. */
export function inDays(days: number, time: string): Date {
  const today = Math.floor((Date.now() + SEOUL_MS) / DAY_MS) * DAY_MS;
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return new Date(today + days * DAY_MS + (hours * 60 + minutes) * 60_000 - SEOUL_MS);
}
