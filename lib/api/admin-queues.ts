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
  at: isoDateTime.describe("When the minute began"),
  joined: count,
  admitted: count,
  arrived: count,
  passedOver: count.describe("Whose turn came while they were absent, or who were let in and did not arrive"),
  left: count,
  putOut: count,
  waiting: count.nullable().describe("At its end; null before the line was counted"),
  active: count.nullable(),
  medianWaitSeconds: count.nullable().describe("Of those let in; null when nobody was"),
});
const state = queueState.extend({
  admitPerMinute: z.int(),
  passedOver: count.describe("Passed over and not back yet"),
  medianWaitSeconds: count.nullable().describe("Of those let in during the last five minutes"),
  showUpRate: z.number().min(0).max(1).nullable().describe("Of those whose turn came in the last five minutes"),
  minutes: z.array(minute).describe("The last half hour, oldest first"),
});
const example = {
  ...queueStateExample,
  ...{ admitPerMinute: 600, passedOver: 31, medianWaitSeconds: 420, showUpRate: 0.93 },
  minutes: [
    {
      ...{
        at: "2026-12-24T10:00:00.000Z",
        joined: 480,
        admitted: 600,
        arrived: 560,
        passedOver: 40,
        left: 3,
        putOut: 0,
      },
      ...{ waiting: 4063, active: 100, medianWaitSeconds: 415 },
    },
  ],
};
const params = z.object({ concertId: id });

/** The counts are the line's; how it is set is what the database says, whether or not the line has begun. */
async function stateOf({ concertId, capacity, admitPerMinute, paused }: QueueSettings) {
  return { ...(await queueStats(concertId, capacity)), capacity, admitPerMinute, paused };
}

export const getAdminQueue = endpoint(
  {
    method: "GET",
    path: "/api/admin/queues/{concertId}",
    summary: "A line as it stands, how it is set, and its last half hour",
    auth: "admin",
    priority: null,
    params,
    responses: { 200: { description: "Its counts, settings and minutes.", schema: state, example } },
    errors: ["CONCERT_NOT_FOUND", "QUEUE_UNAVAILABLE"],
  },
  async ({ params: { concertId } }) => {
    const settings = await loadQueueSettings(concertId); // not the cached copy: a change is seen at the next look
    if (!settings) throw new AppError("CONCERT_NOT_FOUND");
    return { status: 200, body: await stateOf(settings) };
  },
);

export const updateAdminQueue = endpoint(
  {
    method: "PATCH",
    path: "/api/admin/queues/{concertId}",
    summary: "Steer a line: capacity, admissions a minute, pause; it obeys at its next step",
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
