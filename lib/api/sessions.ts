import { z } from "zod";
import { signIn } from "@/lib/auth/accounts";
import { credentialsSchema } from "@/lib/auth/credentials";
import { deviceCookie, serializeCookie } from "@/lib/auth/known-device";
import { endSession, startSession } from "@/lib/auth/session";
import { readCredentials } from "@/lib/auth/session-cookies";
import { callerOf } from "./framework/checks";
import { endpoint } from "./framework/endpoint";
import { isoDateTime } from "./framework/schemas";
import { userExample, userSchema } from "./user-schemas";

const session = z.object({
  token: z.string(),
  expiresAt: isoDateTime,
  user: userSchema.extend({ role: z.enum(["FAN", "ADMIN"]) }),
});

export const createSession = endpoint(
  {
    method: "POST",
    path: "/api/sessions",
    summary: "Sign in from a program; send the token as `Authorization: Bearer …`",
    auth: "anyone",
    priority: "password",
    body: credentialsSchema,
    example: { email: "fan1@jari.test", password: "a long password" },
    responses: {
      201: {
        description: "A session of seven days.",
        schema: session,
        example: {
          token: "eyJhbGciOiJIUzI1Ni…",
          expiresAt: "2026-12-24T10:00:00.000Z",
          user: { ...userExample, role: "FAN" },
        },
        headers: ["Set-Cookie"],
      },
    },
    errors: ["BAD_CREDENTIALS", "TOO_MANY_REQUESTS"],
  },
  async ({ request, context, body }) => {
    const user = await signIn(body, callerOf(request, context), request.headers.get("cookie"));
    const { token, expiresAt } = await startSession(user, request.headers.get("user-agent"));
    const headers = { "set-cookie": serializeCookie(deviceCookie(user.email)) };
    return { status: 201, body: { token, expiresAt: expiresAt.toISOString(), user }, headers };
  },
);

export const deleteSession = endpoint(
  {
    method: "DELETE",
    path: "/api/sessions",
    summary: "Sign out: ends this request's session, everywhere within 15 seconds",
    auth: "session",
    priority: "browse",
    responses: { 204: { description: "It has ended." } },
  },
  async ({ request }) => {
    await endSession(readCredentials(request.headers));
    return { status: 204 };
  },
);
