import { type Changes, seatsAddress } from "./live";

const SILENCE_MS = 40_000; // the server says something every 15 seconds
const FIRST_MS = 5_000; // and at once when a stream begins; a proxy that keeps it back is no stream

type Listener = {
  changes: (changes: Changes) => void;
  /** What was missed cannot be told, or the turn is over: ask. */
  ask: () => void;
  /** There is no stream any more; `spoke` when there has been one. */
  broken: (spoke: boolean) => void;
};

/** Listens to what changes in a hall after a version of its map. Returns how to stop. */
export function listen(scheduleId: string, since: number, { changes, ask, broken }: Listener): () => void {
  const source = new EventSource(seatsAddress("/api/seats/stream", scheduleId, since));
  let spoke = false;
  let silence = setTimeout(fail, FIRST_MS);

  function stop() {
    clearTimeout(silence);
    source.close();
  }
  function fail() {
    stop();
    broken(spoke);
  }
  function heard() {
    spoke = true;
    clearTimeout(silence);
    silence = setTimeout(fail, SILENCE_MS);
  }
  source.addEventListener("error", fail);
  source.addEventListener("beat", heard);
  source.addEventListener("changes", (event) => {
    heard();
    changes(JSON.parse(event.data) as Changes);
  });
  for (const name of ["reload", "over"])
    source.addEventListener(name, () => {
      heard();
      ask();
    });
  return stop;
}
