"use client";

import { useEffect, useRef, useState } from "react";
import { pollQueue, type QueuePoller } from "./poll-queue";
import { applyPollResult, JOINING, type Phase, type QueueState } from "./state";

/**
 * A fan's place in the queue of a concert, polled while the page is open. It joins on arrival, unless `arrival` says that
 * there is nothing to join yet, and polls at once when the screen wakes, the page comes back or the network does.
 */
export function useQueue(concertId: string, arrival: Phase) {
  const [state, setState] = useState<QueueState>({ ...JOINING, phase: arrival });
  const [joins, setJoins] = useState(arrival === "joining" ? 1 : 0);
  const poller = useRef<QueuePoller>(null);
  const byItself = arrival === "joining" && joins === 1;

  useEffect(() => {
    if (joins === 0) return;
    const current = pollQueue(concertId, { unlessExpelled: byItself }, (result) =>
      setState((state) => applyPollResult(state, result)),
    );
    poller.current = current;
    const pollIfVisible = () => {
      if (document.visibilityState === "visible") current.pollNow();
    };
    const onOffline = () => setState((state) => ({ ...state, trouble: { kind: "offline" } }));
    document.addEventListener("visibilitychange", pollIfVisible);
    window.addEventListener("pageshow", pollIfVisible);
    window.addEventListener("online", pollIfVisible);
    window.addEventListener("offline", onOffline);
    return () => {
      current.pause();
      poller.current = null; // for good: a late `resume` must not poll a queue that was left
      document.removeEventListener("visibilitychange", pollIfVisible);
      window.removeEventListener("pageshow", pollIfVisible);
      window.removeEventListener("online", pollIfVisible);
      window.removeEventListener("offline", onOffline);
    };
  }, [concertId, joins, byItself]);

  return {
    ...state,
    join: () => {
      setState(JOINING);
      setJoins((joins) => joins + 1);
    },
    showLeft: () => {
      setState((state) => ({ ...state, phase: "left", trouble: null }));
      setJoins(0);
    },
    pausePolling: () => poller.current?.pause(),
    resumePolling: () => poller.current?.resume(),
  };
}
