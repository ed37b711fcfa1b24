"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { clockOffsetMs, secondsLeft, thresholdPassed } from "./countdown";

const TICK_MS = 250;

type Countdown = {
  /** Whole seconds, never below zero. */
  left: number;
  /** The threshold (a minute, ten seconds) last passed, to be read out. */
  announced: number | null;
};

/**
 * Counts down to `until` by the server's clock and calls `onOver` at zero. It reads the wall clock, which also runs while
 * a phone sleeps. The first render equals the server's.
 */
export function useCountdown(until: string, serverNow: string, onOver?: () => void): Countdown {
  const [countdown, setCountdown] = useState<Countdown>({
    left: secondsLeft(until, 0, Date.parse(serverNow)),
    announced: null,
  });
  useEffect(() => {
    const offset = clockOffsetMs(serverNow, Date.now());
    const tick = () =>
      setCountdown((before) => {
        const left = secondsLeft(until, offset, Date.now());
        if (left === before.left) return before;
        return { left, announced: thresholdPassed(before.left, left) ?? before.announced };
      });
    tick();
    const timer = setInterval(tick, TICK_MS);
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, [until, serverNow]);
  const over = countdown.left === 0;
  const handleOver = useEffectEvent(() => onOver?.());
  useEffect(() => {
    if (over) handleOver();
  }, [over]);
  return countdown;
}
