import DataLoader from "dataloader";

/** Loads one event-loop turn's keys with one `loadMany`, in their order. Nothing is cached; a failure fails all. */
export function batchLoader<Key, Value>(loadMany: (keys: Key[]) => Promise<Value[]>): (key: Key) => Promise<Value> {
  const loader = new DataLoader<Key, Value>((keys) => loadMany([...keys]), {
    cache: false,
    batchScheduleFn: (dispatch) => setImmediate(dispatch),
  });
  return (key) => loader.load(key);
}
