type PendingRequest<Key, Value> = { key: Key; resolve(value: Value): void; reject(error: unknown): void };

/**
 * Lets everybody who asks in one turn of the event loop share one call: `ask` gets their keys and answers as many values in the
 * same order. A call that fails fails for all of them, so a key that could make it fail must not come here.
 */
export function batchLoader<Key, Value>(loadMany: (keys: Key[]) => Promise<Value[]>): (key: Key) => Promise<Value> {
  let pending: PendingRequest<Key, Value>[] = [];

  async function dispatch(): Promise<void> {
    const batch = pending;
    pending = [];
    try {
      const values = await loadMany(batch.map(({ key }) => key));
      if (values.length !== batch.length) throw new Error(`${values.length} values for ${batch.length} keys`);
      for (const [at, value] of values.entries()) batch[at]?.resolve(value);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  return (key) =>
    new Promise((resolve, reject) => {
      if (pending.length === 0) setImmediate(dispatch);
      pending.push({ key, resolve, reject });
    });
}
