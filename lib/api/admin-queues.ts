import { z } from "zod";
import { loadQueueSettings, type QueueSettings, queueEdit, updateQueueSettings } from "@/lib/concerts";
import { AppError } from "@/lib/core/errors";
import { queueStats } from "@/lib/queue";
import { endpoint } from "./framework/endpoint";
import { id, isoDateTime } from "./framework/schemas";
import { pushSettings } from "./push-settings";
import { queueState, queueStateExample } from "./queue-state-schema";

const count = z.int().min(0);
const minute = z.object({
  at: isoDateTime.describe("Start of the minute"),
  joined: count,
  admitted: count,
  arrived: count,
  passedOver: count.describe("Skipped while absent, or admitted without arriving"),
  left: count,
  putOut: count,
  waiting: count.nullable().describe("At the end of the minute; null where it was not recorded"),
  active: count.nullable(),
  medianWaitSeconds: count.nullable().describe("Of those admitted; null when nobody was"),
});
const state = queueState.extend({
  admitPerMinute: z.int(),
  passedOver: count.describe("Skipped and not back yet"),
  medianWaitSeconds: count.nullable().describe("Of those admitted in the last five minutes"),
  showUpRate: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .describe("Of those whose turn came in the last five minutes, the share that arrived"),
  minutes: z.array(minute).describe("The last half hour, oldest first"),
});
const example = {
  ...queueStateExample,
  admitPerMinute: 600,
  passedOver: 31,
  medianWaitSeconds: 420,
  showUpRate: 0.93,
  minutes: [
    {
      at: "2026-12-24T10:00:00.000Z",
      joined: 480,
      admitted: 600,
      arrived: 560,
      passedOver: 40,
      left: 3,
      putOut: 0,
      waiting: 4063,
      active: 100,
      medianWaitSeconds: 415,
    },
  ],
};
const params = z.object({ concertId: id });

/** Settings come from Postgres, because Redis has none before the queue begins. */
async function stateOf({ concertId, capacity, admitPerMinute, paused }: QueueSettings) {
  return { ...(await queueStats(concertId, capacity)), capacity, admitPerMinute, paused };
}

export const getAdminQueue = endpoint(
  {
    method: "GET",
    path: "/api/admin/queues/{concertId}",
    summary: "Counts and settings of a queue, and its last half hour",
    auth: "admin",
    priority: null,
    params,
    responses: { 200: { description: "Its counts, settings and minutes.", schema: state, example } },
    errors: ["CONCERT_NOT_FOUND", "QUEUE_UNAVAILABLE"],
  },
  async ({ params: { concertId } }) => {
    const settings = await loadQueueSettings(concertId); // not the cached copy, so that a change is seen at once
    if (!settings) throw new AppError("CONCERT_NOT_FOUND");
    return { status: 200, body: await stateOf(settings) };
  },
);

export const updateAdminQueue = endpoint(
  {
    method: "PATCH",
    path: "/api/admin/queues/{concertId}",
    summary: "Change a queue's capacity, admissions per minute or pause; it applies at its next step",
    auth: "admin",
    priority: null,
    params,
    body: queueEdit,
    example: { capacity: 200 },
    responses: { 200: { description: "Its counts, settings and minutes.", schema: state, example } },
    errors: ["CONCERT_NOT_FOUND", "QUEUE_UNAVAILABLE"],
  },
  async ({ user, params: { concertId }, body }) => {
    const settings = await updateQueueSettings(concertId, body, user);
    await pushSettings(settings);
    return { status: 200, body: await stateOf(settings) };
  },
);
