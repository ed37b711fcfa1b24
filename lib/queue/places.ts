import { redis } from "@/lib/core/redis";
import { unavailable, verb } from "./ask";
import { keysOf } from "./keys";
import { FIND } from "./scripts/find";
import type { Place } from "./token";

/** A place as an admin finds it. `position` 1 = next, 0 when it does not wait. */
export type FoundPlace = Place & { status: "WAITING" | "ACTIVE" | "PASSED_OVER"; position: number };

type Answer = [] | [userId: string, number: number, status: FoundPlace["status"], position: number];

const SESSIONS = 3;
const CHUNK = 1_000;
const findPlace = verb<Answer>(FIND);

const named = (concertId: string, answer: Answer): FoundPlace | null => {
  const [userId, number, status, position] = answer;
  return userId && number && status ? { concertId, userId, number, status, position: position ?? 0 } : null;
};

/** The place of a fan, or null. @throws Refusal QUEUE_UNAVAILABLE */
export const placeOfFan = async (concertId: string, userId: string): Promise<FoundPlace | null> =>
  named(concertId, await findPlace(concertId, [userId, 0]));

/** Who inside has this number: nobody has it as a key, so those inside are looked through in small pieces. */
async function insideWith(concertId: string, number: number): Promise<string | null> {
  const key = keysOf(concertId)[SESSIONS] ?? "";
  let cursor = "0";
  do {
    const [next, entries] = await redis().hscan(key, cursor, { count: CHUNK });
    for (let at = 0; at < entries.length; at += 2)
      if (String(entries[at + 1]).startsWith(`${number}:`)) return String(entries[at]);
    cursor = String(next);
  } while (cursor !== "0");
  return null;
}

/** The place of this number, waiting, inside or passed over, or null. @throws Refusal QUEUE_UNAVAILABLE */
export async function placeOfNumber(concertId: string, number: number): Promise<FoundPlace | null> {
  const waiting = named(concertId, await findPlace(concertId, ["", number]));
  if (waiting) return waiting;
  const userId = await insideWith(concertId, number).catch(() => {
    throw unavailable();
  });
  const inside = userId ? await placeOfFan(concertId, userId) : null;
  return inside?.number === number ? inside : null;
}
