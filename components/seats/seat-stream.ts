import { type SeatChanges, seatsUrl } from "./fetch-seats";

const SILENCE_MS = 40_000; // the server sends an event every 15 seconds
const FIRST_EVENT_MS = 5_000; // and one at once; a proxy that buffers it is no stream

type StreamListener = {
  onChanges: (changes: SeatChanges) => void;
  /** The stream can't say what was missed, or the session is over: the map must be fetched. */
  onReload: () => void;
  /** The stream is closed; `received` where it ever sent an event. */
  onClosed: (received: boolean) => void;
};

/** Streams what changes in a hall after a version of its map. Returns how to close it. */
export function openSeatStream(
  scheduleId: string,
  since: number,
  { onChanges, onReload, onClosed }: StreamListener,
): () => void {
  const source = new EventSource(seatsUrl("/api/seats/stream", scheduleId, since));
  let received = false;
  let silence = setTimeout(fail, FIRST_EVENT_MS);

  function close() {
    clearTimeout(silence);
    source.close();
  }
  function fail() {
    close();
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
  return close;
}
