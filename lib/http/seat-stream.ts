import { Gauge } from "prom-client";
import { z } from "zod";
import { sessionOf } from "@/lib/auth/session";
import { concertOfSchedule } from "@/lib/booking";
import { Refusal } from "@/lib/core/errors";
import { oncePerProcess } from "@/lib/core/once";
import type { Said } from "@/lib/core/said";
import { requireActive } from "@/lib/queue/gate";
import type { Place } from "@/lib/queue/token";
import { endpoint } from "./frame/endpoint";
import { id } from "./frame/fields";
import { metrics } from "./frame/observed";
import { gate } from "./place";
import { gallery } from "./seat-map/gallery";
import { since } from "./seats";

const STREAM = {
  "content-type": "text/event-stream",
  "cache-control": "no-store, no-transform", // packed, it would wait for the packer to be full
  "x-accel-buffering": "no",
};

oncePerProcess(
  "seat streams gauge",
  () =>
    new Gauge({
      name: "jari_seat_streams",
      help: "Streams of seats open in this process.",
      registers: [metrics.registry],
      collect() {
        this.set(gallery.size);
      },
    }),
);

/** Whether a fan may go on looking: signed in, and their turn not over. While Redis is away, nobody is sent out. */
const mayLook = (headers: Said, place: Place) => async (): Promise<boolean> => {
  try {
    await requireActive(place);
    return (await sessionOf(headers)) !== null;
  } catch (error) {
    return !(error instanceof Refusal && error.code === "QUEUE_TOKEN_NOT_ACTIVE");
  }
};

/** What a browser that comes back has seen; it asks with the address it began with, so this counts before `since`. */
function lastSeen(headers: Said): number | undefined {
  const said = since.safeParse(headers.get("last-event-id") || undefined);
  return said.success ? said.data : undefined;
}

export const streamSeats = endpoint(
  {
    method: "GET",
    path: "/api/seats/stream",
    summary: "What changes in the seat map of a date, within a second, as server-sent events",
    who: "session",
    token: "active",
    query: z.object({
      scheduleId: id,
      since: since.optional().describe("The version of the map you have; `Last-Event-ID` counts before it"),
    }),
    answers: {
      200: {
        says: [
          "Events until your turn or your session is over.",
          "`changes`: what `GET /api/seats?since=` answers; apply it if its `version` is above yours and its `since` is not, fetch the map anew if its `since` is above yours.",
          "`reload`: what you have missed cannot be told; fetch the map.",
          "`over`: your turn or your session is over.",
          "`beat`: nothing, every 15 seconds.",
          "Each `id` is a version. A reader that lags 64 kB behind is dropped.",
        ].join("\n"),
        type: "text/event-stream",
        example:
          'id: 14\nevent: changes\ndata: {"scheduleId":"7","version":14,"since":12,"changes":[{"number":1,"status":"TEMPORARY","mine":false}]}\n\n',
      },
    },
    refusals: ["SCHEDULE_NOT_FOUND", "TOO_MANY_REQUESTS"],
  },
  async ({ asked, who, query: { scheduleId, since } }) => {
    const { headers, signal } = asked;
    const concertId = await concertOfSchedule(scheduleId);
    const { place } = await gate({ asked, who }, concertId, "SCHEDULE_NOT_FOUND", requireActive);
    const stream = await gallery.look({
      ...{ scheduleId, userId: who.id, signal },
      since: lastSeen(headers) ?? since,
      allowed: mayLook(headers, place),
    });
    return { status: 200, text: stream, headers: STREAM };
  },
);
