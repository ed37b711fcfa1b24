import { z } from "zod";
import { cachedSeatMap, changedSince, findConcertOfSchedule, ownSeatIndexes, type Snapshot } from "@/lib/booking";
import { requireActiveCached } from "@/lib/queue/require-active";
import { negotiateEncoding } from "./framework/compression";
import { endpoint } from "./framework/endpoint";
import { isFresh } from "./framework/etag";
import type { Asked } from "./framework/request";
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

const version = z.int().describe("Grows whenever a seat changes, also when a hold lapses");
const whole = z.object({ scheduleId: id, version, seats: z.array(seat) });

/** What changed since a version: also what `GET /api/seats/stream` tells. */
export const seatChanges = z.object({
  scheduleId: id,
  version,
  since: z.int(),
  changes: z.array(seat.pick({ number: true, status: true, mine: true })),
});

/** A version of a map that a client has. */
export const since = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

const JSON_TYPE = "application/json";

async function wholeMap(asked: Asked, snapshot: Snapshot, userId: string) {
  const own = ownSeatIndexes(snapshot, userId);
  const etag = seatMapEtag(snapshot, own);
  const vary = "Accept-Encoding";
  if (isFresh(asked, etag)) return { status: 304 as const, headers: { etag, vary } };
  const packing = negotiateEncoding(asked.headers);
  const text = await seatMapBody(snapshot, own, packing);
  const headers = { etag, vary, "content-type": JSON_TYPE, "content-encoding": packing }; // spread objects would take a μs
  return { status: 200 as const, text, headers };
}

export const listSeats = endpoint(
  {
    method: "GET",
    path: "/api/seats",
    summary: "The seat map of a date, as it was at most a second ago: a hold that has lapsed counts as free",
    who: "session",
    token: "active",
    query: z.object({
      scheduleId: id,
      since: since
        .optional()
        .describe("A version you have: the answer is then what changed since, if that can be told"),
    }),
    answers: {
      200: {
        says: "Every seat; or, asked with `since`, the seats that changed since then (perhaps some more, as they are now). A `version` below the one you have comes from a process that is a moment behind: keep yours.",
        schema: z.union([whole, seatChanges]),
        example: { scheduleId: "7", version: 12, seats: [example] },
        headers: ["ETag"],
      },
      304: { says: "Nothing has changed since the ETag you know.", headers: ["ETag"] },
    },
    refusals: ["SCHEDULE_NOT_FOUND"],
  },
  async ({ asked, who, query: { scheduleId, since } }) => {
    const concertId = await findConcertOfSchedule(scheduleId);
    await gate({ asked, who }, concertId, "SCHEDULE_NOT_FOUND", requireActiveCached);
    const snapshot = await cachedSeatMap(scheduleId);
    const places = since === undefined ? null : changedSince(snapshot, since);
    if (since === undefined || !places) return wholeMap(asked, snapshot, who.id);
    const text = serializeChanges(snapshot, since, places, ownSeatSet(snapshot, who.id));
    return { status: 200, text, headers: { "content-type": JSON_TYPE } };
  },
);
