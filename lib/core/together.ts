type Waiting<Key, Value> = { key: Key; resolve(value: Value): void; reject(error: unknown): void };

/**
 * Lets everybody who asks in one turn of the event loop share one call: `ask` gets their keys and answers as many values in the
 * same order. A call that fails fails for all of them, so a key that could make it fail must not come here.
 */
export function together<Key, Value>(ask: (keys: Key[]) => Promise<Value[]>): (key: Key) => Promise<Value> {
  let waiting: Waiting<Key, Value>[] = [];

  async function send(): Promise<void> {
    const asked = waiting;
    waiting = [];
    try {
      const values = await ask(asked.map(({ key }) => key));
      if (values.length !== asked.length) throw new Error(`${values.length} values for ${asked.length} keys`);
      for (const [at, value] of values.entries()) asked[at]?.resolve(value);
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }

  return (key) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(send);
      waiting.push({ key, resolve, reject });
    });
}
