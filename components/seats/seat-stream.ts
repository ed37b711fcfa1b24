import { type SeatChanges, seatsUrl } from "./fetch-seats";

const SILENCE_MS = 40_000; // the server says something every 15 seconds
const FIRST_EVENT_MS = 5_000; // and at once when a stream begins; a proxy that keeps it back is no stream

type StreamListener = {
  onChanges: (changes: SeatChanges) => void;
  /** What was missed cannot be told, or the turn is over: ask. */
  onReload: () => void;
  /** There is no stream any more; `spoke` when there has been one. */
  onClosed: (spoke: boolean) => void;
};

/** Listens to what changes in a hall after a version of its map. Returns how to stop. */
export function openSeatStream(
  scheduleId: string,
  since: number,
  { onChanges, onReload, onClosed }: StreamListener,
): () => void {
  const source = new EventSource(seatsUrl("/api/seats/stream", scheduleId, since));
  let received = false;
  let silence = setTimeout(fail, FIRST_EVENT_MS);

  function stop() {
    clearTimeout(silence);
    source.close();
  }
  function fail() {
    stop();
    onClosed(received);
  }
  function onEvent() {
    received = true;
    clearTimeout(silence);
    silence = setTimeout(fail, SILENCE_MS);
  }
  source.addEventListener("error", fail);
  source.addEventListener("beat", onEvent);
  source.addEventListener("changes", (event) => {
    onEvent();
    onChanges(JSON.parse(event.data) as SeatChanges);
  });
  for (const name of ["reload", "over"])
    source.addEventListener(name, () => {
      onEvent();
      onReload();
    });
  return stop;
}
