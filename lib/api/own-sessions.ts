import { z } from "zod";
import { deviceFrom } from "@/lib/auth/device";
import { endOwnSession, listSessions } from "@/lib/auth/own-sessions";
import { endAllSessions, getSession } from "@/lib/auth/session";
import { AppError } from "@/lib/core/errors";
import { endpoint } from "./framework/endpoint";
import { isoDateTime } from "./framework/schemas";

const ownSession = z.object({
  id: z.uuid(),
  device: z.string().nullable().describe("Browser and system, if known"),
  createdAt: isoDateTime,
  lastSeenAt: isoDateTime.describe("To the hour"),
  expiresAt: isoDateTime,
  current: z.boolean().describe("The session of this request"),
});
const example = {
  id: "0b6a4c1e-5f53-4e0f-8d3c-0f1f6f1f2a11",
  device: "Chrome, Windows",
  createdAt: "2026-12-17T10:00:00.000Z",
  lastSeenAt: "2026-12-20T09:00:00.000Z",
  expiresAt: "2026-12-24T10:00:00.000Z",
  current: true,
};

export const listOwnSessions = endpoint(
  {
    method: "GET",
    path: "/api/me/sessions",
    summary: "Where you are signed in; this session first, at most a hundred",
    auth: "session",
    priority: "browse",
    responses: {
      200: {
        description: "Your sessions.",
        schema: z.object({ sessions: z.array(ownSession) }),
        example: { sessions: [example] },
      },
    },
  },
  async ({ request: { headers } }) => {
    const claims = (await getSession(headers))?.claims;
    if (!claims) throw new AppError("UNAUTHENTICATED");
    const sessions = await listSessions(claims, deviceFrom(headers.get("user-agent")));
    return {
      status: 200,
      body: {
        sessions: sessions.map(({ id, device, createdAt, lastSeenAt, expiresAt }) => ({
          id,
          device: device || null,
          createdAt: createdAt.toISOString(),
          lastSeenAt: lastSeenAt.toISOString(),
          expiresAt: expiresAt.toISOString(),
          current: id === claims.sessionId,
        })),
      },
    };
  },
);

export const deleteOwnSessions = endpoint(
  {
    method: "DELETE",
    path: "/api/me/sessions",
    summary: "Sign out everywhere, here too: at once, and within 15 seconds in every process",
    auth: "session",
    priority: "browse",
    responses: { 204: { description: "All your sessions have ended." } },
  },
  async ({ user }) => {
    await endAllSessions(user.id);
    return { status: 204 };
  },
);

export const deleteOwnSession = endpoint(
  {
    method: "DELETE",
    path: "/api/me/sessions/{sessionId}",
    summary: "Sign out of one of your sessions",
    auth: "session",
    priority: "browse",
    params: z.object({ sessionId: z.uuid() }),
    responses: { 204: { description: "It has ended." } },
    errors: ["NOT_FOUND"],
  },
  async ({ user, params: { sessionId } }) => {
    if (!(await endOwnSession(user.id, sessionId))) throw new AppError("NOT_FOUND");
    return { status: 204 };
  },
);
