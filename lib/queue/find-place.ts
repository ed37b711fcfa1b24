import { redis } from "@/lib/core/redis";
import { queueKeys } from "./keys";
import { FIND_PLACE } from "./lua/find-place";
import { queueScript, unavailable } from "./run-script";
import type { Place } from "./token";

/** A place as an admin finds it. `position` 1 = next, 0 when it does not wait. */
export type FoundPlace = Place & { status: "WAITING" | "ACTIVE" | "PASSED_OVER"; position: number };

type Answer = [] | [userId: string, number: number, status: FoundPlace["status"], position: number];

const SESSIONS_KEY = 3;
const SCAN_COUNT = 1_000;
const findPlaceScript = queueScript<Answer>(FIND_PLACE);

const toFoundPlace = (concertId: string, answer: Answer): FoundPlace | null => {
  const [userId, number, status, position] = answer;
  return userId && number && status ? { concertId, userId, number, status, position: position ?? 0 } : null;
};

/** The place of a fan, or null. @throws AppError QUEUE_UNAVAILABLE */
export const findByUser = async (concertId: string, userId: string): Promise<FoundPlace | null> =>
  toFoundPlace(concertId, await findPlaceScript(concertId, [userId, 0]));

/** Who inside has this number: nobody has it as a key, so those inside are looked through in small pieces. */
async function findActiveUser(concertId: string, number: number): Promise<string | null> {
  const key = queueKeys(concertId)[SESSIONS_KEY] ?? "";
  let cursor = "0";
  do {
    const [next, entries] = await redis().hscan(key, cursor, { count: SCAN_COUNT });
    for (let at = 0; at < entries.length; at += 2)
      if (String(entries[at + 1]).startsWith(`${number}:`)) return String(entries[at]);
    cursor = String(next);
  } while (cursor !== "0");
  return null;
}

/** The place of this number, waiting, inside or passed over, or null. @throws AppError QUEUE_UNAVAILABLE */
export async function findByNumber(concertId: string, number: number): Promise<FoundPlace | null> {
  const waiting = toFoundPlace(concertId, await findPlaceScript(concertId, ["", number]));
  if (waiting) return waiting;
  const userId = await findActiveUser(concertId, number).catch(() => {
    throw unavailable();
  });
  const inside = userId ? await findByUser(concertId, userId) : null;
  return inside?.number === number ? inside : null;
}
