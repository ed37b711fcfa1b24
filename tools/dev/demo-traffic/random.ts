import { setTimeout as delay } from "node:timers/promises";

/** A random time within 40 % of `ms`. */
export const jitter = (ms: number): number => ms * (0.6 + Math.random() * 0.8);

/** Pauses for about `ms`. @throws when the signal aborts. */
export const pauseAbout = (ms: number, signal: AbortSignal): Promise<void> => delay(jitter(ms), undefined, { signal });

/** True `percent` times out of a hundred. `random` returns a number from 0 up to, not including, 1. */
export const percentChance = (percent: number, random = Math.random): boolean => random() * 100 < percent;

/** `count` of these, at random. */
export function sample<T>(from: readonly T[], count: number): T[] {
  const left = [...from];
  return Array.from({ length: Math.min(count, left.length) }, () =>
    left.splice(Math.floor(Math.random() * left.length), 1),
  ).flat();
}
