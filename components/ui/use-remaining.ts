"use client";

import { useEffect, useState } from "react";

/**
 * Whole seconds until `until`, never below zero, counted from the server's clock: `serverNow` is the server's time when
 * it rendered, so a wrong clock on the device changes nothing. The first render equals the server's.
 */
export function useRemaining(until: string, serverNow: string): number {
  const total = Date.parse(until) - Date.parse(serverNow);
  const [left, setLeft] = useState(total);
  useEffect(() => {
    const began = performance.now();
    const look = () => setLeft(total - (performance.now() - began));
    look();
    const timer = setInterval(look, 250);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [total]);
  return Math.max(0, Math.ceil(left / 1000));
}
