import { cookies } from "next/headers";
import { type TurnEnd, turnEnd } from "@/lib/booking";
import { env } from "@/lib/core/env";
import { Refusal } from "@/lib/core/errors";
import { poll } from "@/lib/queue/line";
import type { Ticket } from "@/lib/queue/ticket";
import { verifyToken } from "@/lib/queue/token";

/** The fan's place in this concert's line, as their cookie proves it; null for none that stands. @throws Refusal QUEUE_UNAVAILABLE */
export async function turnOf(concertId: string, userId: string): Promise<Ticket | null> {
  const token = (await cookies()).get(`jari-queue-${concertId}`)?.value;
  if (!token) return null;
  try {
    return await poll(verifyToken(token, { userId, concertId }));
  } catch (error) {
    if (error instanceof Refusal && ["NOT_IN_QUEUE", "QUEUE_TOKEN_INVALID"].includes(error.code)) return null;
    throw error;
  }
}

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
