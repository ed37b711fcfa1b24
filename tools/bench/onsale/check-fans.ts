import type { FanRecord } from "./fan";

/** A join that was answered before another was sent must have the lower number. @returns how many were overtaken */
export function countOvertakenJoins(records: readonly FanRecord[]): number {
  const joined = records.filter(({ number }) => number !== null);
  const bySent = joined.toSorted((a, b) => a.joinSentAt - b.joinSentAt);
  const byAnswered = joined.toSorted((a, b) => a.joinedAt - b.joinedAt);
  let [answered, highest, overtaken] = [0, 0, 0];
  for (const fan of bySent) {
    for (let next = byAnswered[answered]; next && next.joinedAt < fan.joinSentAt; next = byAnswered[++answered])
      highest = Math.max(highest, next.number ?? 0);
    if ((fan.number ?? 0) < highest) overtaken++;
  }
  return overtaken;
}

/**
 * Nobody is admitted while a lower number still waits, except past fans who were absent. `skewMs` is how far the queue's
 * clock may be from the fans'. @returns how many fans were overtaken
 */
export function countOvertakenAdmissions(records: readonly FanRecord[], skewMs = 0): number {
  const present = records.filter(({ number, wasAbsent }) => number !== null && !wasAbsent);
  let earliestBehind = Number.POSITIVE_INFINITY; // admission of any higher number
  let overtaken = 0;
  for (const { admittedAt, waitingAt, number } of present.toSorted((a, b) => (b.number ?? 0) - (a.number ?? 0))) {
    const isOvertaken = admittedAt === null ? waitingAt > earliestBehind + skewMs : admittedAt > earliestBehind;
    if (isOvertaken && number !== null) overtaken++;
    if (admittedAt !== null) earliestBehind = Math.min(earliestBehind, admittedAt);
  }
  return overtaken;
}

/** Numbers that two fans have, and seats that two fans were sold. */
export function countDuplicates(records: readonly FanRecord[]): { numbers: number; seats: number } {
  const numbers = records.flatMap(({ number }) => (number === null ? [] : [number]));
  const seats = records.flatMap(({ seats }) => seats);
  return { numbers: numbers.length - new Set(numbers).size, seats: seats.length - new Set(seats).size };
}
