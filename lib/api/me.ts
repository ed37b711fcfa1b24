import { z } from "zod";
import { getSessionUser } from "@/lib/auth/session";
import { endpoint } from "./framework/endpoint";
import { isoDateTime } from "./framework/schemas";
import { userExample, userSchema } from "./user-schemas";

export const getMe = endpoint(
  {
    method: "GET",
    path: "/api/me",
    summary:
      "Who is signed in, and the server's clock. Pages are the same for everybody, and ask this after they stand",
    auth: "anyone",
    priority: "queue",
    responses: {
      200: {
        description: "The session's user; null without a session.",
        schema: z.object({ user: userSchema.extend({ role: z.enum(["FAN", "ADMIN"]) }).nullable(), now: isoDateTime }),
        example: { user: { ...userExample, role: "FAN" }, now: "2026-12-24T09:58:00.000Z" },
      },
    },
  },
  async ({ request }) => ({
    status: 200,
    body: { user: await getSessionUser(request.headers), now: new Date().toISOString() },
  }),
);
