import { cookies } from "next/headers";
import { type SessionEndReason, sessionEndReason } from "@/lib/booking";
import { env } from "@/lib/core/env";
import { AppError, type ErrorCode } from "@/lib/core/errors";
import { poll } from "@/lib/queue";
import type { Ticket } from "@/lib/queue/ticket";
import { verifyToken } from "@/lib/queue/token";

/** What the line says of the place the fan's cookie proves: its ticket, or why there is none. */
async function loadTicket(concertId: string, userId: string): Promise<Ticket | ErrorCode> {
  const token = (await cookies()).get(`jari-queue-${concertId}`)?.value;
  if (!token) return "QUEUE_TOKEN_REQUIRED";
  try {
    return await poll(verifyToken(token, { userId, concertId }));
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

const NO_PLACE_CODES: readonly ErrorCode[] = ["QUEUE_TOKEN_REQUIRED", "QUEUE_TOKEN_INVALID", "NOT_IN_QUEUE", "PUT_OUT"];

/** The fan's place in this concert's line, as their cookie proves it; null for none that stands. @throws AppError QUEUE_UNAVAILABLE */
export async function getTicket(concertId: string, userId: string): Promise<Ticket | null> {
  const answer = await loadTicket(concertId, userId);
  if (typeof answer !== "string") return answer;
  if (NO_PLACE_CODES.includes(answer)) return null;
  throw new AppError(answer);
}

/** Whether an admin put this place out: the fan is told so before they join again. False while the line can't say. */
export const wasExpelled = async (concertId: string, userId: string): Promise<boolean> =>
  (await loadTicket(concertId, userId)) === "PUT_OUT";

/** How the turn of a fan who is no longer inside ended, by the newest thing they did here while a turn could last. */
export async function loadSessionEndReason(concertId: string, userId: string): Promise<SessionEndReason> {
  return sessionEndReason(userId, concertId, env().SESSION_SECONDS + env().HOLD_SECONDS);
}

/** Where a fan who is not inside goes: their tickets when they have paid, else the line, which says what happened. */
export async function redirectPathFor(
  slug: string,
  concertId: string,
  userId: string,
  turn: Ticket | null,
): Promise<string> {
  if (turn?.status !== "EXPIRED") return `/concerts/${slug}/line`;
  const end = await loadSessionEndReason(concertId, userId);
  return end === "paid" ? "/tickets" : `/concerts/${slug}/line?ended=${end}`;
}
