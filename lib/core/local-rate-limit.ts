import { LRUCache } from "lru-cache";
import { env } from "./env";
import { AppError } from "./errors";
import { processSingleton } from "./singleton";

type Bucket = { tokens: number; at: number };

const MAX_BUCKETS = 20_000; // 3 MB; whoever makes room for another one begins with a full bucket again

/** Token buckets by key, in this process's memory: `burst` at once, then so many a second. */
export class TokenBuckets {
  readonly #buckets = new LRUCache<string, Bucket>({ max: MAX_BUCKETS });

  constructor(
    readonly perSecond: number,
    readonly burst: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Takes a token. @returns 0, or without one the milliseconds until there is one */
  take(key: string): number {
    const now = this.now();
    const bucket = this.#buckets.get(key);
    if (!bucket) {
      this.#buckets.set(key, { tokens: this.burst - 1, at: now });
      return 0;
    }
    bucket.tokens = Math.min(this.burst, bucket.tokens + ((now - bucket.at) * this.perSecond) / 1_000);
    bucket.at = now;
    if (bucket.tokens < 1) return ((1 - bucket.tokens) * 1_000) / this.perSecond;
    bucket.tokens--;
    return 0;
  }
}

// A page polls once a second or less and reads a map a second; several tabs open at once read a dozen things each.
// Behind one address are about 250 people, as in rate-limit.ts.
const LIMITS = {
  read: { fan: { perSecond: 20, burst: 100 }, address: { perSecond: 2_000, burst: 10_000 } },
  stream: { fan: { perSecond: 0.5, burst: 20 }, address: { perSecond: 50, burst: 1_000 } },
} as const;

export type LocalLimit = keyof typeof LIMITS;

const buckets = () =>
  processSingleton("local rate limits", () => {
    const { RATE_LIMIT_MULTIPLIER: times } = env();
    const make = ({ perSecond, burst }: { perSecond: number; burst: number }) =>
      new TokenBuckets(perSecond * times, Math.max(1, burst * times));
    const { read, stream } = LIMITS;
    return {
      read: { fan: make(read.fan), address: make(read.address) },
      stream: { fan: make(stream.fan), address: make(stream.address) },
    };
  });

/**
 * Counts what a fan reads, in this process alone: reading must not cost a round trip to an engine. Behind several
 * processes a fan has the limit in each. @throws AppError TOO_MANY_REQUESTS
 */
export function consumeLocalLimit(limit: LocalLimit, userId: string, address: string | null): void {
  const { fan, address: ofAddress } = buckets()[limit];
  const waitMs = fan.take(userId) || (address === null ? 0 : ofAddress.take(address));
  if (waitMs > 0)
    throw new AppError("TOO_MANY_REQUESTS", { retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1_000)) });
}
