import { z } from "zod";
import { scheduleOutboxDrain } from "@/lib/jobs/drain";
import { loadSinks } from "@/lib/jobs/sinks";
import { countUnrouted, deadLetters, recentEvents, redeliver, sinkStats } from "@/lib/outbox";
import { endpoint } from "./framework/endpoint";
import { isoDateTime } from "./framework/schemas";

const sinkState = z.object({
  sink: z.string(),
  configured: z.boolean(),
  pending: z.int(),
  parked: z.int(),
  delivered: z.int(),
  oldestSeconds: z.int().describe("Age of its oldest undelivered event; 0 when there is none"),
});
const parkedDelivery = z.object({
  eventId: z.uuid(),
  sink: z.string(),
  type: z.string(),
  aggregateKey: z.string(),
  attempts: z.int(),
  error: z.string().nullable(),
  parkedAt: isoDateTime,
});
const fact = z.object({
  id: z.uuid(),
  type: z.string(),
  aggregateKey: z.string(),
  sequence: z.int(),
  at: isoDateTime,
});
const eventId = "0199a7c4-7c00-7abc-8def-0123456789ab";

export const getOutbox = endpoint(
  {
    method: "GET",
    path: "/api/admin/outbox",
    summary: "Deliveries of the past seven days: every sink, parked deliveries, and the newest events",
    auth: "admin",
    priority: null,
    responses: {
      200: {
        description:
          "`unseen` counts events that no relay has fanned out yet; the newest 50 parked deliveries; the newest 20 events.",
        schema: z.object({
          unseen: z.int(),
          sinks: z.array(sinkState),
          parked: z.array(parkedDelivery),
          facts: z.array(fact),
        }),
        example: {
          unseen: 0,
          sinks: [{ sink: "kafka", configured: true, pending: 2, parked: 1, delivered: 4_000, oldestSeconds: 1_800 }],
          parked: [
            {
              eventId,
              sink: "kafka",
              type: "payment.completed",
              aggregateKey: "9001",
              attempts: 12,
              error: "Connection error",
              parkedAt: "2026-12-24T10:00:00.000Z",
            },
          ],
          facts: [
            {
              id: eventId,
              type: "payment.completed",
              aggregateKey: "9001",
              sequence: 1,
              at: "2026-12-24T10:00:00.000Z",
            },
          ],
        },
      },
    },
  },
  async () => {
    const names = (await loadSinks()).map(({ name }) => name);
    const [unseen, states, deliveries, facts] = await Promise.all([
      countUnrouted(),
      sinkStats(names),
      deadLetters(),
      recentEvents(),
    ]);
    const body = {
      unseen,
      sinks: states.map((state) => ({ ...state, configured: names.includes(state.sink) })),
      parked: deliveries.map((delivery) => ({ ...delivery, parkedAt: delivery.parkedAt.toISOString() })),
      facts: facts.map((event) => ({ ...event, at: event.at.toISOString() })),
    };
    return { status: 200, body };
  },
);

export const createOutboxRetry = endpoint(
  {
    method: "POST",
    path: "/api/admin/outbox/retries",
    summary: "Retry parked deliveries: one event of a sink, all of a sink, or all",
    auth: "admin",
    priority: null,
    body: z.object({ sink: z.string().min(1).max(100).optional(), eventId: z.uuid().optional() }),
    example: { sink: "kafka" },
    responses: {
      201: { description: "How many are being retried.", schema: z.object({ sent: z.int() }), example: { sent: 1 } },
    },
  },
  async ({ user, body }) => {
    const sent = await redeliver(body, user);
    scheduleOutboxDrain();
    return { status: 201, body: { sent } };
  },
);
