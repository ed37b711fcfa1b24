"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { pollQueue, type QueuePoller } from "./poll-queue";
import { applyPollResult, JOINING, type Phase, type QueueState } from "./state";

/**
 * A place in a concert's line, followed while the page is open: joined on arrival unless `arrival` says that there is
 * nothing to join yet, asked about at once when the screen wakes, the page comes back or the network does.
 */
export function useQueue(concertId: string, arrival: Phase) {
  const [state, setState] = useState<QueueState>({ ...JOINING, phase: arrival });
  const [joinCount, setJoinCount] = useState(arrival === "joining" ? 1 : 0);
  const poller = useRef<QueuePoller>(null);

  useEffect(() => {
    if (joinCount === 0) return;
    const polling = pollQueue(concertId, (outcome) => setState((state) => applyPollResult(state, outcome)));
    poller.current = polling;
    const pollIfVisible = () => {
      if (document.visibilityState === "visible") polling.pollNow();
    };
    const onOffline = () => setState((state) => ({ ...state, trouble: { kind: "offline" } }));
    document.addEventListener("visibilitychange", pollIfVisible);
    window.addEventListener("pageshow", pollIfVisible);
    window.addEventListener("online", pollIfVisible);
    window.addEventListener("offline", onOffline);
    return () => {
      polling.pause();
      poller.current = null; // for good: nobody resumes what has been left
      document.removeEventListener("visibilitychange", pollIfVisible);
      window.removeEventListener("pageshow", pollIfVisible);
      window.removeEventListener("online", pollIfVisible);
      window.removeEventListener("offline", onOffline);
    };
  }, [concertId, joinCount]);

  const join = useCallback(() => {
    setState(JOINING);
    setJoinCount((joins) => joins + 1);
  }, []);
  const leave = useCallback(() => {
    setState((state) => ({ ...state, phase: "left", trouble: null }));
    setJoinCount(0);
  }, []);
  const rest = () => poller.current?.pause();
  const resume = () => poller.current?.resume();
  return { ...state, join, leave, rest, resume };
}
