import { z } from "zod";
import {
  addWebhook,
  changeWebhook,
  EVENT_TYPES,
  removeWebhook,
  testWebhook,
  type WebhookEndpoint,
  webhookAttempts,
  webhookEndpoints,
} from "@/lib/outbox";
import { endpoint } from "./framework/endpoint";
import { id, isoDateTime } from "./framework/schemas";

const url = z.string().trim().min(1).max(2_000);
const types = z
  .array(z.enum(EVENT_TYPES))
  .refine((all) => new Set(all).size === all.length)
  .meta({ uniqueItems: true })
  .describe("Empty: all types");
const webhook = z.object({ id, url, types, disabledAt: isoDateTime.nullable(), createdAt: isoDateTime });
const example = {
  id: "3",
  url: "https://example.com/hooks/jari",
  types: ["payment.completed" as const],
  disabledAt: null,
  createdAt: "2026-12-24T10:00:00.000Z",
};
const attemptResult = { status: z.int().nullable(), error: z.string().nullable(), tookMs: z.int() };
const params = z.object({ id });

const toWebhook = ({ id, url, types, disabledAt, createdAt }: WebhookEndpoint) => ({
  id,
  url,
  types,
  disabledAt: disabledAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
});

export const listWebhooks = endpoint(
  {
    method: "GET",
    path: "/api/admin/webhooks",
    summary: "The webhooks",
    auth: "admin",
    priority: null,
    responses: {
      200: {
        description: "All webhooks, oldest first, without their secrets.",
        schema: z.object({ webhooks: z.array(webhook) }),
        example: { webhooks: [example] },
      },
    },
  },
  async ({ user }) => ({ status: 200, body: { webhooks: (await webhookEndpoints(user)).map(toWebhook) } }),
);

export const createWebhook = endpoint(
  {
    method: "POST",
    path: "/api/admin/webhooks",
    summary: "Add a webhook: it gets all events from now on, signed as Standard Webhooks says",
    auth: "admin",
    priority: null,
    body: z.object({ url, types }),
    example: { url: example.url, types: example.types },
    responses: {
      201: {
        description: "It is added. Its secret is shown here and never again.",
        schema: webhook.extend({ secret: z.string() }),
        example: { ...example, secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" },
      },
    },
  },
  async ({ user, body }) => {
    const added = await addWebhook(body, user);
    return { status: 201, body: { ...toWebhook(added), secret: added.secret } };
  },
);

export const editWebhook = endpoint(
  {
    method: "PATCH",
    path: "/api/admin/webhooks/{id}",
    summary: "Change the given fields of a webhook: address, types, enabled",
    auth: "admin",
    priority: null,
    params,
    body: z.object({ url: url.optional(), types: types.optional(), enabled: z.boolean().optional() }),
    example: { enabled: false },
    responses: { 200: { description: "It is updated.", schema: webhook, example } },
    errors: ["NOT_FOUND"],
  },
  async ({ user, params, body }) => ({ status: 200, body: toWebhook(await changeWebhook(params.id, body, user)) }),
);

export const deleteWebhook = endpoint(
  {
    method: "DELETE",
    path: "/api/admin/webhooks/{id}",
    summary: "Remove a webhook and its undelivered events",
    auth: "admin",
    priority: null,
    params,
    responses: { 204: { description: "It is removed." } },
    errors: ["NOT_FOUND"],
  },
  async ({ user, params }) => {
    await removeWebhook(params.id, user);
    return { status: 204 };
  },
);

export const createWebhookTest = endpoint(
  {
    method: "POST",
    path: "/api/admin/webhooks/{id}/tests",
    summary: "Send a webhook a test event of type jari.test, once",
    auth: "admin",
    priority: null,
    params,
    responses: {
      201: {
        description: "Its response; `status` is null without one.",
        schema: z.object(attemptResult),
        example: { status: 204, error: null, tookMs: 83 },
      },
    },
    errors: ["NOT_FOUND"],
  },
  async ({ user, params }) => ({ status: 201, body: await testWebhook(params.id, user) }),
);

export const listWebhookDeliveries = endpoint(
  {
    method: "GET",
    path: "/api/admin/webhooks/{id}/deliveries",
    summary: "The newest fifty requests to a webhook, and its responses",
    auth: "admin",
    priority: null,
    params,
    responses: {
      200: {
        description: "Newest first, of the past seven days.",
        schema: z.object({
          deliveries: z.array(
            z.object({ id, eventId: z.string(), type: z.string(), at: isoDateTime, ...attemptResult }),
          ),
        }),
        example: {
          deliveries: [
            {
              id: "9",
              eventId: "0199a7c4-7c00-7abc-8def-0123456789ab",
              type: "payment.completed",
              at: "2026-12-24T10:00:00.000Z",
              status: 500,
              error: null,
              tookMs: 120,
            },
          ],
        },
      },
    },
    errors: ["NOT_FOUND"],
  },
  async ({ user, params }) => {
    const deliveries = (await webhookAttempts(params.id, user)).map((attempt) => ({
      ...attempt,
      at: attempt.at.toISOString(),
    }));
    return { status: 200, body: { deliveries } };
  },
);
