import { z } from "zod";
import { isEmailVerified } from "@/lib/auth/verified-email";
import { leaveAndRelease } from "@/lib/booking";
import { concertById } from "@/lib/concerts";
import { AppError } from "@/lib/core/errors";
import { join, leave, poll, requireJoinProof } from "@/lib/queue";
import type { Place } from "@/lib/queue/token";
import { isRehearsalFan } from "@/lib/rehearsals";
import { callerOf } from "./framework/checks";
import { endpoint } from "./framework/endpoint";
import { id, isoDateTime } from "./framework/schemas";
import { optionalPlace, queueCookie, requirePlace } from "./queue-access";
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

/** @throws AppError PUT_OUT, QUEUE_UNAVAILABLE */
async function requireNotExpelled(place: Place): Promise<void> {
  try {
    await poll(place);
  } catch (error) {
    if (!(error instanceof AppError && error.code === "NOT_IN_QUEUE")) throw error;
  }
}

export const joinQueue = endpoint(
  {
    method: "POST",
    path: "/api/queue",
    summary: "Join the queue of a concert; joining again returns the same place",
    auth: "session",
    priority: "enter",
    body: z.object({
      concertId: id,
      unlessExpelled: z
        .boolean()
        .optional()
        .describe("Refused with PUT_OUT where an admin ended the place of your token"),
    }),
    example: { concertId: "42" },
    responses: {
      201: { description: "A new place.", schema: ticket, example, headers: COOKIE },
      200: { description: "The place you already have.", schema: ticket, example, headers: COOKIE },
    },
    errors: [
      "CONCERT_NOT_FOUND",
      "EMAIL_NOT_VERIFIED",
      "PROOF_REQUIRED",
      "SALE_NOT_OPEN",
      "SALE_CLOSED",
      "PUT_OUT",
      "TOO_MANY_REQUESTS",
      "QUEUE_UNAVAILABLE",
    ],
  },
  async ({ request, context, user, body: { concertId, unlessExpelled } }) => {
    const concert = await concertById(concertId);
    if (!concert || (concert.isRehearsal && !(await isRehearsalFan(user.id)))) throw new AppError("CONCERT_NOT_FOUND");
    if (concert.requiresVerifiedEmail && !(await isEmailVerified(user.id))) throw new AppError("EMAIL_NOT_VERIFIED");
    const place = optionalPlace({ request, user }, concertId);
    if (place && unlessExpelled) await requireNotExpelled(place);
    const caller = callerOf(request, context);
    await requireJoinProof(concertId, user.id, place, caller);
    const { ticket, first } = await join(toQueueSettings(concert), user.id, place, caller);
    const answer = { body: ticket, headers: queueCookie(request, concertId, ticket.token) };
    return first ? { status: 201, ...answer } : { status: 200, ...answer };
  },
);

async function isLive(place: Place): Promise<boolean> {
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
    summary: "Your place; poll again after `pollAfterMs`. The token is signed anew on admission",
    auth: "session",
    priority: "queue",
    queueToken: "any",
    query: ofConcert,
    responses: {
      200: {
        description: "Your ticket; EXPIRED once your session has ended.",
        schema: ticket,
        example,
        headers: COOKIE,
      },
    },
    errors: ["NOT_IN_QUEUE", "PUT_OUT", "QUEUE_UNAVAILABLE"],
  },
  async ({ request, user, query: { concertId } }) => {
    const ticket = await poll(requirePlace({ request, user }, concertId));
    return { status: 200, body: ticket, headers: queueCookie(request, concertId, ticket.token) };
  },
);

export const leaveQueue = endpoint(
  {
    method: "DELETE",
    path: "/api/queue",
    summary: "Leave the queue, and release your unpaid seats",
    auth: "session",
    priority: "queue",
    queueToken: "any",
    query: ofConcert,
    responses: { 204: { description: "You have left the queue.", headers: COOKIE } },
    errors: ["QUEUE_UNAVAILABLE"],
  },
  async ({ request, user, query: { concertId } }) => {
    const place = requirePlace({ request, user }, concertId);
    if (await isLive(place)) await leaveAndRelease(place); // an old token must not cost a newer session its seats
    await leave(place);
    return { status: 204, headers: queueCookie(request, concertId, null) };
  },
);
