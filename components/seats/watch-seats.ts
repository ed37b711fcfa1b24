import { applyChanges, fetchSeats, type SeatChanges, type SeatMap, type SeatsResult } from "./fetch-seats";
import { openSeatStream } from "./seat-stream";

const POLL_MS = 2_000; // spec: live, about every two seconds, where there is no stream
const OVER_POLL_MS = 6_000; // after a refusal, in case this page stays: a turn may come back
const STREAM_RETRY_MS = 30_000; // after a stream that never spoke

const delayAfter = (heard: SeatsResult): number =>
  heard.kind === "busy" ? heard.seconds * 1000 : heard.kind === "over" ? OVER_POLL_MS : POLL_MS;

export type SeatsUpdate = { map: SeatMap } | Exclude<SeatsResult, { kind: "map" | "changes" }>;

/**
 * Keeps a map of seats as it is now, as long as the page is in sight: over a stream, and where there is none by asking
 * every two seconds. `onNews` hears of each map, and of what went wrong. Returns how to stop.
 */
export function watchSeats(scheduleId: string, onUpdate: (news: SeatsUpdate) => void): () => void {
  const stopped = new AbortController();
  let map: SeatMap | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closeStream: (() => void) | null = null;
  let streamFrom = 0;
  let fetching = false;

  function setMap(next: SeatMap) {
    map = next;
    onUpdate({ map: next });
  }

  function onChanges(changes: SeatChanges): void {
    const next = map && applyChanges(map, changes);
    if (next) setMap(next);
    else {
      map = null; // something is missing
      void poll();
    }
  }

  function openStream(version: number) {
    closeStream = openSeatStream(scheduleId, version, {
      onChanges: onChanges,
      onReload: () => {
        map = null;
        void poll();
      },
      onClosed: (spoke) => {
        closeStream = null;
        if (!spoke) streamFrom = Date.now() + STREAM_RETRY_MS;
        timer = setTimeout(poll, POLL_MS * (0.5 + Math.random())); // a stream that breaks often breaks for everybody
      },
    });
  }

  async function poll(): Promise<void> {
    if (fetching || document.visibilityState === "hidden") return;
    clearTimeout(timer);
    fetching = true;
    const result = await fetchSeats(scheduleId, map?.version ?? null, stopped.signal);
    fetching = false;
    if (stopped.signal.aborted) return;
    if (result.kind === "map") setMap(result.map);
    else if (result.kind === "changes") onChanges(result.changes);
    else onUpdate(result);
    if (result.kind === "signedOut" || (map && closeStream)) return;
    if (map && (result.kind === "map" || result.kind === "changes") && Date.now() >= streamFrom)
      openStream(map.version);
    else timer = setTimeout(poll, delayAfter(result));
  }

  function onVisibilityChange() {
    if (document.visibilityState === "visible") return void poll();
    closeStream?.(); // a browser has few connections to one place
    closeStream = null;
  }

  void poll();
  document.addEventListener("visibilitychange", onVisibilityChange);
  window.addEventListener("online", poll);
  return () => {
    stopped.abort();
    clearTimeout(timer);
    closeStream?.();
    document.removeEventListener("visibilitychange", onVisibilityChange);
    window.removeEventListener("online", poll);
  };
}
