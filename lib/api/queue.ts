import { z } from "zod";
import { leaveAndRelease } from "@/lib/booking";
import { concertById } from "@/lib/concerts";
import { AppError } from "@/lib/core/errors";
import { join, leave, poll } from "@/lib/queue";
import type { Place } from "@/lib/queue/token";
import { endpoint } from "./framework/endpoint";
import { callerOf } from "./framework/request";
import { id, isoDateTime } from "./framework/schemas";
import { optionalPlace, requirePlace } from "./queue-access";
import { queueCookie } from "./queue-cookie";
import { toQueueSettings } from "./to-queue-settings";

const ticket = z.object({
  token: z.string(),
  concertId: id,
  status: z.enum(["WAITING", "ACTIVE", "EXPIRED"]),
  number: z.int(),
  position: z.int().min(0).describe("0 when ACTIVE, 1 is next"),
  etaSeconds: z.number().nullable(),
  pollAfterMs: z.int().min(0),
  expiresAt: isoDateTime.nullable(),
});
const example = {
  token: "eyJjIjoiNDIi….9sX1…",
  concertId: "42",
  status: "WAITING",
  number: 1204,
  position: 37,
  etaSeconds: 220,
  pollAfterMs: 2000,
  expiresAt: null,
};

const COOKIE = ["Set-Cookie"] as const;

export const joinQueue = endpoint(
  {
    method: "POST",
    path: "/api/queue",
    summary: "Stand in line for a concert; asking again returns the same place",
    who: "session",
    body: z.object({ concertId: id }),
    example: { concertId: "42" },
    answers: {
      201: { says: "A new place.", schema: ticket, example, headers: COOKIE },
      200: { says: "The place you already have.", schema: ticket, example, headers: COOKIE },
    },
    refusals: ["CONCERT_NOT_FOUND", "SALE_NOT_OPEN", "SALE_CLOSED", "TOO_MANY_REQUESTS", "QUEUE_UNAVAILABLE"],
  },
  async ({ asked, who, body: { concertId } }) => {
    const concert = await concertById(concertId);
    if (!concert) throw new AppError("CONCERT_NOT_FOUND");
    const { ticket, first } = await join(
      toQueueSettings(concert),
      who.id,
      optionalPlace({ asked, who }, concertId),
      callerOf(asked),
    );
    const answer = { body: ticket, headers: queueCookie(asked, concertId, ticket.token) };
    return first ? { status: 201, ...answer } : { status: 200, ...answer };
  },
);

/** Whether the turn of this place is still to come or under way. */
async function stands(place: Place): Promise<boolean> {
  try {
    return (await poll(place)).status !== "EXPIRED";
  } catch (error) {
    if (error instanceof AppError && (error.code === "NOT_IN_QUEUE" || error.code === "PUT_OUT")) return false;
    throw error;
  }
}

const ofConcert = z.object({ concertId: id });

export const getQueue = endpoint(
  {
    method: "GET",
    path: "/api/queue",
    summary: "Your place: ask again after `pollAfterMs`. The token is signed anew when you are let in",
    who: "session",
    token: "any",
    query: ofConcert,
    answers: {
      200: { says: "Your ticket; EXPIRED once your turn is over.", schema: ticket, example, headers: COOKIE },
    },
    refusals: ["NOT_IN_QUEUE", "PUT_OUT", "QUEUE_UNAVAILABLE"],
  },
  async ({ asked, who, query: { concertId } }) => {
    const ticket = await poll(requirePlace({ asked, who }, concertId));
    return { status: 200, body: ticket, headers: queueCookie(asked, concertId, ticket.token) };
  },
);

export const leaveQueue = endpoint(
  {
    method: "DELETE",
    path: "/api/queue",
    summary: "Give up your place, and the seats you hold unpaid",
    who: "session",
    token: "any",
    query: ofConcert,
    answers: { 204: { says: "The place is given up.", headers: COOKIE } },
    refusals: ["QUEUE_UNAVAILABLE"],
  },
  async ({ asked, who, query: { concertId } }) => {
    const place = requirePlace({ asked, who }, concertId);
    if (await stands(place)) await leaveAndRelease(place); // an old token never costs a newer turn its seats
    await leave(place);
    return { status: 204, headers: queueCookie(asked, concertId, null) };
  },
);
