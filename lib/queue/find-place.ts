import { redis } from "@/lib/core/redis";
import { queueKeys } from "./keys";
import { queueScript, unavailable } from "./run-script";
import type { Place } from "./token";

/** `position` 1 = next, 0 when the place does not wait. */
export type FoundPlace = Place & { status: "WAITING" | "ACTIVE" | "PASSED_OVER"; position: number };

type Reply = [] | [userId: string, number: number, status: FoundPlace["status"], position: number];

const SESSIONS_INDEX = 3; // in queueKeys
const SCAN_COUNT = 1_000;
const findPlaceScript = queueScript<Reply>("find-place");

const toFoundPlace = (concertId: string, reply: Reply): FoundPlace | null => {
  const [userId, number, status, position] = reply;
  return userId && number && status ? { concertId, userId, number, status, position: position ?? 0 } : null;
};

export const findByUser = async (concertId: string, userId: string): Promise<FoundPlace | null> =>
  toFoundPlace(concertId, await findPlaceScript(concertId, [userId, 0]));

async function findActiveUser(concertId: string, number: number): Promise<string | null> {
  const key = queueKeys(concertId)[SESSIONS_INDEX] ?? "";
  let cursor = "0";
  do {
    const [next, entries] = await redis().hscan(key, cursor, { count: SCAN_COUNT });
    for (let i = 0; i < entries.length; i += 2)
      if (String(entries[i + 1]).startsWith(`${number}:`)) return String(entries[i]);
    cursor = String(next);
  } while (cursor !== "0");
  return null;
}

/** The waiting, active or skipped place of this number, or null. @throws AppError QUEUE_UNAVAILABLE */
export async function findByNumber(concertId: string, number: number): Promise<FoundPlace | null> {
  const waiting = toFoundPlace(concertId, await findPlaceScript(concertId, ["", number]));
  if (waiting) return waiting;
  const userId = await findActiveUser(concertId, number).catch(() => {
    throw unavailable();
  });
  const active = userId ? await findByUser(concertId, userId) : null;
  return active?.number === number ? active : null;
}
