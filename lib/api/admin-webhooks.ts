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
  .describe("None: all types");
const webhook = z.object({ id, url, types, disabledAt: isoDateTime.nullable(), createdAt: isoDateTime });
const example = {
  ...{ id: "3", url: "https://example.com/hooks/jari", types: ["payment.completed" as const] },
  ...{ disabledAt: null, createdAt: "2026-12-24T10:00:00.000Z" },
};
const answered = { status: z.int().nullable(), error: z.string().nullable(), tookMs: z.int() };
const params = z.object({ id });

const shown = ({ id, url, types, disabledAt, createdAt }: WebhookEndpoint) => ({
  ...{ id, url, types },
  disabledAt: disabledAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
});

export const listWebhooks = endpoint(
  {
    method: "GET",
    path: "/api/admin/webhooks",
    summary: "The receivers of events",
    who: "admin",
    answers: {
      200: {
        says: "All of them, oldest first; never a secret.",
        schema: z.object({ webhooks: z.array(webhook) }),
        example: { webhooks: [example] },
      },
    },
  },
  async ({ who }) => ({ status: 200, body: { webhooks: (await webhookEndpoints(who)).map(shown) } }),
);

export const createWebhook = endpoint(
  {
    method: "POST",
    path: "/api/admin/webhooks",
    summary: "Add a receiver: it gets the events that happen from now on, signed as Standard Webhooks says",
    who: "admin",
    body: z.object({ url, types }),
    example: { url: example.url, types: example.types },
    answers: {
      201: {
        says: "It is there. Its secret is told here and never again.",
        schema: webhook.extend({ secret: z.string() }),
        example: { ...example, secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" },
      },
    },
  },
  async ({ who, body }) => {
    const made = await addWebhook(body, who);
    return { status: 201, body: { ...shown(made), secret: made.secret } };
  },
);

export const editWebhook = endpoint(
  {
    method: "PATCH",
    path: "/api/admin/webhooks/{id}",
    summary: "Change a receiver: address, types, on or off; what is left out stays",
    who: "admin",
    params,
    body: z.object({ url: url.optional(), types: types.optional(), enabled: z.boolean().optional() }),
    example: { enabled: false },
    answers: { 200: { says: "It is changed.", schema: webhook, example } },
    refusals: ["NOT_FOUND"],
  },
  async ({ who, params, body }) => ({ status: 200, body: shown(await changeWebhook(params.id, body, who)) }),
);

export const deleteWebhook = endpoint(
  {
    method: "DELETE",
    path: "/api/admin/webhooks/{id}",
    summary: "Remove a receiver, with all it is still owed",
    who: "admin",
    params,
    answers: { 204: { says: "It is gone." } },
    refusals: ["NOT_FOUND"],
  },
  async ({ who, params }) => {
    await removeWebhook(params.id, who);
    return { status: 204 };
  },
);

export const createWebhookTest = endpoint(
  {
    method: "POST",
    path: "/api/admin/webhooks/{id}/tests",
    summary: "Send a receiver a made-up event of type jari.test, once",
    who: "admin",
    params,
    answers: {
      201: {
        says: "What it answered; `status` is null when it did not.",
        schema: z.object(answered),
        example: { status: 204, error: null, tookMs: 83 },
      },
    },
    refusals: ["NOT_FOUND"],
  },
  async ({ who, params }) => ({ status: 201, body: await testWebhook(params.id, who) }),
);

export const listWebhookDeliveries = endpoint(
  {
    method: "GET",
    path: "/api/admin/webhooks/{id}/deliveries",
    summary: "The newest fifty requests to a receiver, and what it answered",
    who: "admin",
    params,
    answers: {
      200: {
        says: "Newest first, of the past seven days.",
        schema: z.object({
          deliveries: z.array(z.object({ id, eventId: z.string(), type: z.string(), at: isoDateTime, ...answered })),
        }),
        example: {
          deliveries: [
            {
              ...{ id: "9", eventId: "0199a7c4-7c00-7abc-8def-0123456789ab", type: "payment.completed" },
              ...{ at: "2026-12-24T10:00:00.000Z", status: 500, error: null, tookMs: 120 },
            },
          ],
        },
      },
    },
    refusals: ["NOT_FOUND"],
  },
  async ({ who, params }) => {
    const deliveries = (await webhookAttempts(params.id, who)).map((one) => ({ ...one, at: one.at.toISOString() }));
    return { status: 200, body: { deliveries } };
  },
);
