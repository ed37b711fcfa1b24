import { type Changes, changed, type Heard, hear, type SeatMap } from "./live";
import { listen } from "./stream";

const EVERY_MS = 2_000; // spec: live, about every two seconds, where there is no stream
const LATER_MS = 6_000; // after a refusal, in case this page stays: a turn may come back
const STREAM_AGAIN_MS = 30_000; // after a stream that never spoke

const pauseAfter = (heard: Heard): number =>
  heard.kind === "busy" ? heard.seconds * 1000 : heard.kind === "over" ? LATER_MS : EVERY_MS;

export type News = { map: SeatMap } | Exclude<Heard, { kind: "map" | "changes" }>;

/**
 * Keeps a map of seats as it is now, as long as the page is in sight: over a stream, and where there is none by asking
 * every two seconds. `onNews` hears of each map, and of what went wrong. Returns how to stop.
 */
export function watchSeats(scheduleId: string, onNews: (news: News) => void): () => void {
  const stopped = new AbortController();
  let map: SeatMap | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let unlisten: (() => void) | null = null;
  let streamFrom = 0;
  let asking = false;

  function keep(next: SeatMap) {
    map = next;
    onNews({ map: next });
  }

  function take(changes: Changes): void {
    const next = map && changed(map, changes);
    if (next) keep(next);
    else {
      map = null; // something is missing
      void ask();
    }
  }

  function follow(version: number) {
    unlisten = listen(scheduleId, version, {
      changes: take,
      ask: () => {
        map = null;
        void ask();
      },
      broken: (spoke) => {
        unlisten = null;
        if (!spoke) streamFrom = Date.now() + STREAM_AGAIN_MS;
        timer = setTimeout(ask, EVERY_MS * (0.5 + Math.random())); // a stream that breaks often breaks for everybody
      },
    });
  }

  async function ask(): Promise<void> {
    if (asking || document.visibilityState === "hidden") return;
    clearTimeout(timer);
    asking = true;
    const heard = await hear(scheduleId, map?.version ?? null, stopped.signal);
    asking = false;
    if (stopped.signal.aborted) return;
    if (heard.kind === "map") keep(heard.map);
    else if (heard.kind === "changes") take(heard.changes);
    else onNews(heard);
    if (heard.kind === "signedOut" || (map && unlisten)) return;
    if (map && (heard.kind === "map" || heard.kind === "changes") && Date.now() >= streamFrom) follow(map.version);
    else timer = setTimeout(ask, pauseAfter(heard));
  }

  function onSight() {
    if (document.visibilityState === "visible") return void ask();
    unlisten?.(); // a browser has few connections to one place
    unlisten = null;
  }

  void ask();
  document.addEventListener("visibilitychange", onSight);
  window.addEventListener("online", ask);
  return () => {
    stopped.abort();
    clearTimeout(timer);
    unlisten?.();
    document.removeEventListener("visibilitychange", onSight);
    window.removeEventListener("online", ask);
  };
}
