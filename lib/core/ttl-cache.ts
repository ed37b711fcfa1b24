const KEPT_AT_MOST = 1_000; // ids a client can invent must not fill the memory

/** `make`, at most once in `keptMs` per argument in this process; whoever asks meanwhile gets the same answer. */
export function memoizeFor<T>(keptMs: number, make: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const kept = new Map<string, { at: number; made: Promise<T> }>();
  return (key) => {
    const now = performance.now();
    const known = kept.get(key);
    if (known && now - known.at < keptMs) return known.made;
    if (kept.size >= KEPT_AT_MOST) kept.clear();
    const made = make(key);
    kept.set(key, { at: now, made });
    made.catch(() => kept.delete(key));
    return made;
  };
}
