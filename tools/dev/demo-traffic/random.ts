import { setTimeout as delay } from "node:timers/promises";

/** A time around `ms`, up to 40 % off: people are not clocks. */
export const jitter = (ms: number): number => ms * (0.6 + Math.random() * 0.8);

/** Rests about so long, or until the signal. */
export const pauseAbout = (ms: number, signal: AbortSignal): Promise<void> => delay(jitter(ms), undefined, { signal });

/** True so many times out of a hundred. */
export const percentChance = (percent: number): boolean => Math.random() * 100 < percent;

/** `count` of these, at random. */
export function sample<T>(from: readonly T[], count: number): T[] {
  const left = [...from];
  return Array.from({ length: Math.min(count, left.length) }, () =>
    left.splice(Math.floor(Math.random() * left.length), 1),
  ).flat();
}
