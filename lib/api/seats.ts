import { z } from "zod";
import { cachedSeatMap, changedSince, findConcertOfSchedule, ownSeatIndexes, type Snapshot } from "@/lib/booking";
import { requireActiveCached } from "@/lib/queue/require-active";
import { negotiateEncoding } from "./framework/compression";
import type { RequestContext } from "./framework/context";
import { endpoint } from "./framework/endpoint";
import { isFresh } from "./framework/etag";
import { id, wonSchema } from "./framework/schemas";
import { gate } from "./queue-access";
import { seatMapBody, seatMapEtag } from "./seat-stream/body";
import { ownSeatSet, serializeChanges } from "./seat-stream/serialize";

const seat = z.object({
  id,
  number: z.int(),
  section: z.string(),
  row: z.string(),
  label: z.string(),
  x: z.number(),
  y: z.number(),
  grade: z.string(),
  price: wonSchema,
  status: z.enum(["AVAILABLE", "TEMPORARY", "RESERVED"]),
  mine: z.boolean().describe("Held or booked by you"),
});
const example = {
  id: "1001",
  number: 1,
  section: "",
  row: "A",
  label: "1",
  x: 40,
  y: 60,
  grade: "VIP",
  price: 132_000,
  status: "AVAILABLE",
  mine: false,
};

const version = z.int().describe("Grows whenever a seat changes, also when a hold expires");
const whole = z.object({ scheduleId: id, version, seats: z.array(seat) });

/** Also the `changes` event of `GET /api/seats/stream`. */
export const seatChanges = z.object({
  scheduleId: id,
  version,
  since: z.int(),
  changes: z.array(seat.pick({ number: true, status: true, mine: true })),
});

export const since = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

const JSON_TYPE = "application/json";

async function fullMap(request: Request, context: RequestContext, snapshot: Snapshot, userId: string) {
  const own = ownSeatIndexes(snapshot, userId);
  const etag = seatMapEtag(snapshot, own);
  const vary = "Accept-Encoding";
  if (isFresh(request, etag)) return { status: 304 as const, headers: { etag, vary } };
  const encoding = negotiateEncoding(request, context);
  const rawBody = await seatMapBody(snapshot, own, encoding);
  const headers = { etag, vary, "content-type": JSON_TYPE, "content-encoding": encoding };
  return { status: 200 as const, rawBody, headers };
}

export const listSeats = endpoint(
  {
    method: "GET",
    path: "/api/seats",
    summary: "The seat map of a date, at most a second old; an expired hold counts as free",
    auth: "session",
    priority: "browse",
    queueToken: "active",
    query: z.object({
      scheduleId: id,
      since: since
        .optional()
        .describe("A version you have: the response is then what changed since, where that is known"),
    }),
    responses: {
      200: {
        description:
          "Every seat; or, asked with `since`, the seats that changed since then (perhaps some more, as they are now). A `version` below the one you have comes from a process that is a moment behind: keep yours.",
        schema: z.union([whole, seatChanges]),
        example: { scheduleId: "7", version: 12, seats: [example] },
        headers: ["ETag"],
      },
      304: { description: "Nothing has changed since the ETag you sent.", headers: ["ETag"] },
    },
    errors: ["SCHEDULE_NOT_FOUND"],
  },
  async ({ request, context, user, query: { scheduleId, since } }) => {
    const concertId = await findConcertOfSchedule(scheduleId);
    await gate({ request, user }, concertId, "SCHEDULE_NOT_FOUND", requireActiveCached);
    const snapshot = await cachedSeatMap(scheduleId);
    const indexes = since === undefined ? null : changedSince(snapshot, since);
    if (since === undefined || !indexes) return fullMap(request, context, snapshot, user.id);
    const rawBody = serializeChanges(snapshot, since, indexes, ownSeatSet(snapshot, user.id));
    return { status: 200, rawBody, headers: { "content-type": JSON_TYPE } };
  },
);
