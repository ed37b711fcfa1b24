import { Gauge } from "prom-client";
import { z } from "zod";
import { getSession } from "@/lib/auth/session";
import { findConcertOfSchedule } from "@/lib/booking";
import { AppError } from "@/lib/core/errors";
import { processSingleton } from "@/lib/core/singleton";
import { metrics } from "@/lib/observability/metrics";
import { requireActive } from "@/lib/queue/require-active";
import type { Place } from "@/lib/queue/token";
import { limitReads } from "./framework/checks";
import { endpoint } from "./framework/endpoint";
import { id } from "./framework/schemas";
import { gate } from "./queue-access";
import { seatStreamHub } from "./seat-stream/hub";
import { since } from "./seats";

const STREAM = {
  "content-type": "text/event-stream",
  "cache-control": "no-store, no-transform", // compressed, events would wait for a full buffer
  "x-accel-buffering": "no",
};

processSingleton(
  "seat streams gauge",
  () =>
    new Gauge({
      name: "jari_seat_streams",
      help: "Open seat streams of this process.",
      registers: [metrics.registry],
      collect() {
        this.set(seatStreamHub.size);
      },
    }),
);

/** While Redis is down, no stream is closed. */
const checkAuthorized = (headers: Headers, place: Place) => async (): Promise<boolean> => {
  try {
    await requireActive(place);
    return (await getSession(headers)) !== null;
  } catch (error) {
    return !(error instanceof AppError && error.code === "QUEUE_TOKEN_NOT_ACTIVE");
  }
};

/** A browser reconnects with its first URL, so this header has precedence over `since`. */
function lastEventId(headers: Headers): number | undefined {
  const version = since.safeParse(headers.get("last-event-id") || undefined);
  return version.success ? version.data : undefined;
}

export const streamSeats = endpoint(
  {
    method: "GET",
    path: "/api/seats/stream",
    summary: "Changes of a date's seat map within a second, as server-sent events",
    auth: "session",
    priority: "browse",
    queueToken: "active",
    query: z.object({
      scheduleId: id,
      since: since.optional().describe("The version of the map you have; `Last-Event-ID` counts before it"),
    }),
    responses: {
      200: {
        description: [
          "Events until your session ends.",
          "`changes`: as of `GET /api/seats?since=`; apply it if its `version` is above yours and its `since` is not, fetch the map again if its `since` is above yours.",
          "`reload`: what you missed is unknown; fetch the map.",
          "`over`: your session has ended.",
          "`beat`: a heartbeat every 15 seconds.",
          "Each `id` is a version. A reader that lags 64 kB behind is dropped.",
        ].join("\n"),
        type: "text/event-stream",
        example:
          'id: 14\nevent: changes\ndata: {"scheduleId":"7","version":14,"since":12,"changes":[{"number":1,"status":"TEMPORARY","mine":false}]}\n\n',
      },
    },
    errors: ["SCHEDULE_NOT_FOUND", "TOO_MANY_REQUESTS"],
  },
  async ({ request, context, user, query: { scheduleId, since } }) => {
    limitReads("stream", user, request, context);
    const { headers, signal } = request;
    const concertId = await findConcertOfSchedule(scheduleId);
    const { place } = await gate({ request, user }, concertId, "SCHEDULE_NOT_FOUND", requireActive);
    const stream = await seatStreamHub.subscribe({
      scheduleId,
      userId: user.id,
      signal,
      since: lastEventId(headers) ?? since,
      isAuthorized: checkAuthorized(headers, place),
    });
    return { status: 200, rawBody: stream, headers: STREAM };
  },
);
