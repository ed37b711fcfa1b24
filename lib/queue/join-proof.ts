import { LRUCache } from "lru-cache";
import { networkKey } from "@/lib/core/client-ip";
import { env } from "@/lib/core/env";
import { requireProof } from "@/lib/core/proof-of-work";
import type { Caller } from "@/lib/core/rate-limit";
import { findByUser } from "./find-place";
import type { Place } from "./token";

const WINDOW_MS = 10_000;
const FREE_JOINS_PER_NETWORK = 50; // in a window; each doubling beyond it doubles the work

const joins = new LRUCache<string, { count: number }>({ max: 50_000, ttl: WINDOW_MS });

/** Counts in this process, in a window that begins with the first. */
function count(key: string): number {
  const counter = joins.get(key) ?? { count: 0 };
  if (counter.count++ === 0) joins.set(key, counter);
  return counter.count;
}

/**
 * Asks a newcomer for a proof of work while fans join this concert faster than PROOF_ABOVE_JOINS_PER_SECOND in this
 * process, more of it the more their network joins. Whoever is in line already is never asked.
 * @throws AppError PROOF_REQUIRED, QUEUE_UNAVAILABLE
 */
export async function requireJoinProof(concertId: string, userId: string, proved: Place | undefined, caller: Caller) {
  const { PROOF_ABOVE_JOINS_PER_SECOND: limit } = env();
  if (limit === 0) return;
  const isBusy = count(`concert ${concertId}`) > (limit * WINDOW_MS) / 1_000;
  const ofNetwork = caller.address ? count(`network ${networkKey(caller.address)}`) : 0;
  if (!isBusy || proved || (await findByUser(concertId, userId))) return;
  const doublings = Math.floor(Math.log2(Math.max(1, ofNetwork / FREE_JOINS_PER_NETWORK)));
  await requireProof(`join ${concertId} ${userId}`, caller.proof, doublings);
}
