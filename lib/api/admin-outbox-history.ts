import { z } from "zod";
import { OUTBOX_ACTIONS, webhookAuditLog } from "@/lib/outbox";
import { endpoint } from "./framework/endpoint";
import { id, isoDateTime } from "./framework/schemas";

const value = z.union([z.string(), z.number(), z.boolean()]).nullable();
const detail = z.object({
  url: z.string().optional(),
  types: z.array(z.string()).optional(),
  changes: z.record(z.string(), z.array(value).length(2)).optional().describe("Old and new value of each field"),
  sink: z.string().optional(),
  eventId: z.string().optional(),
  sent: z.int().optional(),
  status: z.int().nullable().optional(),
  error: z.string().nullable().optional(),
});

export const getOutboxHistory = endpoint(
  {
    method: "GET",
    path: "/api/admin/outbox/history",
    summary: "What admins did to webhooks and parked deliveries",
    auth: "admin",
    priority: null,
    responses: {
      200: {
        description:
          "The newest fifty, newest first; never a secret. Nobody is the actor when a receiver switched itself off with its 410.",
        schema: z.object({
          history: z.array(
            z.object({ id, at: isoDateTime, actor: z.string().nullable(), action: z.enum(OUTBOX_ACTIONS), detail }),
          ),
        }),
        example: {
          history: [
            {
              id: "12",
              at: "2026-12-24T10:00:00.000Z",
              actor: "Kim",
              action: "webhook.changed" as const,
              detail: { url: "https://example.com/hooks/jari", changes: { enabled: [true, false] } },
            },
          ],
        },
      },
    },
  },
  async ({ user }) => {
    const history = (await webhookAuditLog(user)).map((entry) => ({ ...entry, at: entry.at.toISOString() }));
    return { status: 200, body: { history } };
  },
);
