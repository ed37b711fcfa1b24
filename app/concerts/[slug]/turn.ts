import { cookies } from "next/headers";
import { type TurnEnd, turnEnd } from "@/lib/booking";
import { env } from "@/lib/core/env";
import { type ErrorCode, Refusal } from "@/lib/core/errors";
import { poll } from "@/lib/queue/line";
import type { Ticket } from "@/lib/queue/ticket";
import { verifyToken } from "@/lib/queue/token";

/** What the line says of the place the fan's cookie proves: its ticket, or why there is none. */
async function asked(concertId: string, userId: string): Promise<Ticket | ErrorCode> {
  const token = (await cookies()).get(`jari-queue-${concertId}`)?.value;
  if (!token) return "QUEUE_TOKEN_REQUIRED";
  try {
    return await poll(verifyToken(token, { userId, concertId }));
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

const NONE_STANDS: readonly ErrorCode[] = ["QUEUE_TOKEN_REQUIRED", "QUEUE_TOKEN_INVALID", "NOT_IN_QUEUE", "PUT_OUT"];

/** The fan's place in this concert's line, as their cookie proves it; null for none that stands. @throws Refusal QUEUE_UNAVAILABLE */
export async function turnOf(concertId: string, userId: string): Promise<Ticket | null> {
  const answer = await asked(concertId, userId);
  if (typeof answer !== "string") return answer;
  if (NONE_STANDS.includes(answer)) return null;
  throw new Refusal(answer);
}

/** Whether an admin put this place out: the fan is told so before they join again. False while the line can't say. */
export const wasPutOut = async (concertId: string, userId: string): Promise<boolean> =>
  (await asked(concertId, userId)) === "PUT_OUT";

/** How the turn of a fan who is no longer inside ended, by the newest thing they did here while a turn could last. */
export async function endOfTurn(concertId: string, userId: string): Promise<TurnEnd> {
  return turnEnd(userId, concertId, env().SESSION_SECONDS + env().HOLD_SECONDS);
}

/** Where a fan who is not inside goes: their tickets when they have paid, else the line, which says what happened. */
export async function wayOut(slug: string, concertId: string, userId: string, turn: Ticket | null): Promise<string> {
  if (turn?.status !== "EXPIRED") return `/concerts/${slug}/line`;
  const end = await endOfTurn(concertId, userId);
  return end === "paid" ? "/tickets" : `/concerts/${slug}/line?ended=${end}`;
}
