import { cookies } from "next/headers";
import { type SessionEndReason, sessionEndReason } from "@/lib/booking";
import { env } from "@/lib/core/env";
import { AppError, type ErrorCode } from "@/lib/core/errors";
import { poll } from "@/lib/queue";
import { queueCookieNames } from "@/lib/queue/cookie";
import type { Ticket } from "@/lib/queue/ticket";
import { verifyToken } from "@/lib/queue/token";

/** The queue's ticket for the token in the fan's cookie, or the code of why there is none. */
async function loadTicket(concertId: string, userId: string): Promise<Ticket | ErrorCode> {
  const jar = await cookies();
  const [token] = queueCookieNames(concertId).flatMap((name) => jar.get(name)?.value ?? []);
  if (!token) return "QUEUE_TOKEN_REQUIRED";
  try {
    return await poll(verifyToken(token, { userId, concertId }));
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

const NO_PLACE_CODES: readonly ErrorCode[] = ["QUEUE_TOKEN_REQUIRED", "QUEUE_TOKEN_INVALID", "NOT_IN_QUEUE", "PUT_OUT"];

/** The fan's place in the queue, by the token in their cookie; null if they have none. @throws AppError QUEUE_UNAVAILABLE */
export async function getTicket(concertId: string, userId: string): Promise<Ticket | null> {
  const ticket = await loadTicket(concertId, userId);
  if (typeof ticket !== "string") return ticket;
  if (NO_PLACE_CODES.includes(ticket)) return null;
  throw new AppError(ticket);
}

/** Whether an admin expelled this place, which the page says before the fan joins again. False while the queue cannot answer. */
export const wasExpelled = async (concertId: string, userId: string): Promise<boolean> =>
  (await loadTicket(concertId, userId)) === "PUT_OUT";

/** Why the session of a fan ended, by their newest reservation in the time that a session and a hold can last. */
export async function loadSessionEndReason(concertId: string, userId: string): Promise<SessionEndReason> {
  return sessionEndReason(userId, concertId, env().SESSION_SECONDS + env().HOLD_SECONDS);
}

/** Where a fan without an active session is redirected: to their tickets if they paid, else to the waiting room. */
export async function redirectPathFor(
  slug: string,
  concertId: string,
  userId: string,
  ticket: Ticket | null,
): Promise<string> {
  if (ticket?.status !== "EXPIRED") return `/concerts/${slug}/line`;
  const reason = await loadSessionEndReason(concertId, userId);
  return reason === "paid" ? "/tickets" : `/concerts/${slug}/line?ended=${reason}`;
}
