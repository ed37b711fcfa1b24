"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { ARRIVING, answered, type LineState, type Phase } from "./state";
import { type Watching, watchLine } from "./watch";

/**
 * A place in a concert's line, followed while the page is open: joined on arrival unless `arrival` says that there is
 * nothing to join yet, asked about at once when the screen wakes, the page comes back or the network does.
 */
export function useLine(concertId: string, arrival: Phase) {
  const [state, setState] = useState<LineState>({ ...ARRIVING, phase: arrival });
  const [joins, setJoins] = useState(arrival === "joining" ? 1 : 0);
  const watching = useRef<Watching>(null);

  useEffect(() => {
    if (joins === 0) return;
    const line = watchLine(concertId, (outcome) => setState((state) => answered(state, outcome)));
    watching.current = line;
    const wake = () => {
      if (document.visibilityState === "visible") line.poke();
    };
    const lost = () => setState((state) => ({ ...state, trouble: { kind: "offline" } }));
    document.addEventListener("visibilitychange", wake);
    window.addEventListener("pageshow", wake);
    window.addEventListener("online", wake);
    window.addEventListener("offline", lost);
    return () => {
      line.rest();
      watching.current = null; // for good: nobody resumes what has been left
      document.removeEventListener("visibilitychange", wake);
      window.removeEventListener("pageshow", wake);
      window.removeEventListener("online", wake);
      window.removeEventListener("offline", lost);
    };
  }, [concertId, joins]);

  const join = useCallback(() => {
    setState(ARRIVING);
    setJoins((joins) => joins + 1);
  }, []);
  const leave = useCallback(() => {
    setState((state) => ({ ...state, phase: "left", trouble: null }));
    setJoins(0);
  }, []);
  const rest = () => watching.current?.rest();
  const resume = () => watching.current?.resume();
  return { ...state, join, leave, rest, resume };
}
