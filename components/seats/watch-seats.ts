import { applyChanges, fetchSeats, type SeatChanges, type SeatMap, type SeatsResult } from "./fetch-seats";
import { openSeatStream } from "./seat-stream";

const POLL_MS = 2_000; // spec: live, about every two seconds, where there is no stream
const OVER_POLL_MS = 6_000; // after the session is over, in case this page stays: another one may begin
const STREAM_RETRY_MS = 30_000; // after a stream that never sent an event

const delayAfter = (result: SeatsResult): number => {
  if (result.kind === "busy") return result.seconds * 1000;
  return result.kind === "over" ? OVER_POLL_MS : POLL_MS;
};

export type SeatsUpdate = { map: SeatMap } | Exclude<SeatsResult, { kind: "map" | "changes" }>;

/**
 * Keeps the map of a date's seats current while the page is visible: over a stream, and by polling where there is none.
 * Calls `onUpdate` with each map and each failure. Returns how to stop.
 */
export function watchSeats(scheduleId: string, onUpdate: (update: SeatsUpdate) => void): () => void {
  const stopped = new AbortController();
  let map: SeatMap | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closeStream: (() => void) | null = null;
  let streamRetryAt = 0;
  let fetching = false;

  function setMap(next: SeatMap) {
    map = next;
    onUpdate({ map: next });
  }

  function reload() {
    map = null;
    void poll();
  }

  function onChanges(changes: SeatChanges): void {
    const next = map && applyChanges(map, changes);
    if (next) setMap(next);
    else reload();
  }

  function openStream(version: number) {
    closeStream = openSeatStream(scheduleId, version, {
      onChanges,
      onReload: reload,
      onClosed: (received) => {
        closeStream = null;
        if (!received) streamRetryAt = Date.now() + STREAM_RETRY_MS;
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
    const isCurrent = result.kind === "map" || result.kind === "changes";
    if (map && isCurrent && Date.now() >= streamRetryAt) openStream(map.version);
    else timer = setTimeout(poll, delayAfter(result));
  }

  function onVisibilityChange() {
    if (document.visibilityState === "visible") return void poll();
    closeStream?.(); // a browser opens few connections to one origin
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
