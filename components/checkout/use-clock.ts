"use client";

import { useEffect, useState } from "react";
import { markPassed, offsetOf, secondsLeft } from "./countdown";

/**
 * Whole seconds until `until` by the server's clock, and the mark (a minute, ten seconds) last passed, to be said aloud.
 * Reads the wall clock, which also runs while a phone sleeps. The first render equals the server's.
 */
export function useClock(until: string, serverNow: string): { left: number; mark: number | null } {
  const [now, setNow] = useState({ left: secondsLeft(until, 0, Date.parse(serverNow)), mark: null as number | null });
  useEffect(() => {
    const offset = offsetOf(serverNow, Date.now());
    const look = () =>
      setNow((before) => {
        const left = secondsLeft(until, offset, Date.now());
        return left === before.left ? before : { left, mark: markPassed(before.left, left) ?? before.mark };
      });
    look();
    const timer = setInterval(look, 250);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [until, serverNow]);
  return now;
}
