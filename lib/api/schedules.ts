import { z } from "zod";
import { findSchedules } from "@/lib/booking";
import { requireActive } from "@/lib/queue/require-active";
import { endpoint } from "./framework/endpoint";
import { id, isoDateTime } from "./framework/schemas";
import { gate } from "./queue-access";

const schedule = z.object({
  id,
  concertId: id,
  startsAt: isoDateTime,
  venue: z.string(),
  seatsTotal: z.int(),
  seatsAvailable: z.int(),
});
const example = {
  id: "7",
  concertId: "42",
  startsAt: "2026-12-24T10:00:00.000Z",
  venue: "Olympic Hall",
  seatsTotal: 50,
  seatsAvailable: 31,
};

export const listSchedules = endpoint(
  {
    method: "GET",
    path: "/api/schedules",
    summary: "The dates of a concert, with their free seats",
    auth: "session",
    priority: "browse",
    queueToken: "active",
    query: z.object({ concertId: id }),
    responses: {
      200: {
        description: "Its dates.",
        schema: z.object({ schedules: z.array(schedule) }),
        example: { schedules: [example] },
      },
    },
    errors: ["CONCERT_NOT_FOUND"],
  },
  async ({ request, user, query: { concertId } }) => {
    await gate({ request, user }, concertId, "CONCERT_NOT_FOUND", requireActive);
    return { status: 200, body: { schedules: await findSchedules(concertId) } };
  },
);
