import DataLoader from "dataloader";

/**
 * Combines the keys asked for in one event-loop turn into one call of `loadMany`, which resolves with one value per key, in
 * the same order. Nothing is cached. A failed call fails every key in it, so a key that could make it fail must not be loaded.
 */
export function batchLoader<Key, Value>(loadMany: (keys: Key[]) => Promise<Value[]>): (key: Key) => Promise<Value> {
  const loader = new DataLoader<Key, Value>((keys) => loadMany([...keys]), {
    cache: false,
    batchScheduleFn: (dispatch) => setImmediate(dispatch),
  });
  return (key) => loader.load(key);
}
