"use client";

import { useEffect, useState } from "react";
import { clockOffsetMs, secondsLeft, thresholdPassed } from "./countdown";

/**
 * Whole seconds until `until` by the server's clock, and the mark (a minute, ten seconds) last passed, to be said aloud.
 * Reads the wall clock, which also runs while a phone sleeps. The first render equals the server's.
 */
export function useCountdown(until: string, serverNow: string): { left: number; mark: number | null } {
  const [now, setNow] = useState({ left: secondsLeft(until, 0, Date.parse(serverNow)), mark: null as number | null });
  useEffect(() => {
    const offset = clockOffsetMs(serverNow, Date.now());
    const update = () =>
      setNow((before) => {
        const left = secondsLeft(until, offset, Date.now());
        return left === before.left ? before : { left, mark: thresholdPassed(before.left, left) ?? before.mark };
      });
    update();
    const timer = setInterval(update, 250);
    document.addEventListener("visibilitychange", update);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", update);
    };
  }, [until, serverNow]);
  return now;
}
