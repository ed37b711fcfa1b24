import { hash } from "node:crypto";
import { oncePerProcess } from "@/lib/core/once";

const AT_MOST = 50_000; // sessions of a process; a hash and a name each, about 20 MB when full

type Kept<T> = { until: number; value: T | Promise<T> };
export type Verified<T> = { value: T; forMs: number };

/**
 * What was found out about a token, remembered by its hash for as long as the finding says (0: not at all). Who asks
 * while it is being found out waits for the same answer. The oldest finding makes room for a new one.
 */
export function rememberedTokens<T>(name: string, verify: (token: string) => Promise<Verified<T>>, atMost = AT_MOST) {
  const kept = oncePerProcess(name, () => new Map<string, Kept<T>>());
  const keyOf = (token: string) => hash("sha256", token, "base64");

  function ask(token: string, key: string): Promise<T> {
    const finding = verify(token).then(({ value, forMs }) => {
      asked.until = Date.now() + forMs;
      asked.value = value;
      if (forMs <= 0) forget();
      return value;
    });
    const asked: Kept<T> = { until: Number.POSITIVE_INFINITY, value: finding };
    const forget = () => kept.get(key) === asked && kept.delete(key);
    finding.catch(forget);
    kept.delete(key); // so that it stands at the end of the Map, with the newest
    const oldest = kept.keys().next().value;
    if (kept.size >= atMost && oldest !== undefined) kept.delete(oldest);
    kept.set(key, asked);
    return finding;
  }

  return {
    /** At once where it is known, since nearly every request asks. */
    of(token: string): T | Promise<T> {
      const key = keyOf(token);
      const known = kept.get(key);
      return known && known.until > Date.now() ? known.value : ask(token, key);
    },
    forget: (token: string): void => void kept.delete(keyOf(token)),
  };
}
