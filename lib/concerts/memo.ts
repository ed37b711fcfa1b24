import { LRUCache } from "lru-cache";
import { processSingleton } from "@/lib/core/singleton";

const MEMO_MS = 1_000; // spec: an edit is seen by every process within a second
const MEMO_ENTRIES_MAX = 2_000; // requests for made-up addresses must not fill the memory

/** What this process has read of concerts in the last second; one for all of Next's bundles. */
export const concertsMemo = processSingleton(
  "concerts",
  () => new LRUCache<string, Promise<unknown>>({ max: MEMO_ENTRIES_MAX, ttl: MEMO_MS, ttlResolution: 0 }),
);
