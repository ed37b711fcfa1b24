"use client";

import { useEffect, useState } from "react";

const wholeSeconds = (ms: number) => Math.max(0, Math.ceil(ms / 1000));

/**
 * Whole seconds until `until`, never below zero, counted from the server's clock: `serverNow` is the server's time when
 * it rendered, so a wrong clock on the device changes nothing. The first render equals the server's.
 */
export function useRemaining(until: string, serverNow: string): number {
  const total = Date.parse(until) - Date.parse(serverNow);
  const [left, setLeft] = useState(wholeSeconds(total));
  useEffect(() => {
    const began = Date.now();
    const look = () => setLeft(wholeSeconds(total - (Date.now() - began)));
    look();
    const timer = setInterval(look, 250);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [total]);
  return left;
}
