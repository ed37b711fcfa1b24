import { z } from "zod";
import { concertById, concertMayExist } from "@/lib/concerts";
import { AppError } from "@/lib/core/errors";
import { memoizeFor } from "@/lib/core/ttl-cache";
import { publicState } from "@/lib/queue";
import { endpoint } from "./framework/endpoint";
import { etagOf, isFresh } from "./framework/etag";
import { id } from "./framework/schemas";
import { SHARED_CACHE_CONTROL, SHARED_HEADERS } from "./framework/shared-document";
import { queueState, queueStateExample } from "./queue-state-schema";

const cachedState = memoizeFor(1_000, async (concertId: string) => {
  const concert = await concertById(concertId);
  if (!concert) return null;
  const { at, ...state } = await publicState(concertId, concert.capacity);
  return { text: JSON.stringify({ ...state, at }), etag: etagOf(JSON.stringify(state)) };
});

export const getQueueState = endpoint(
  {
    method: "GET",
    path: "/api/queue/serving",
    summary: "The public state of a queue, the same for everybody: built once a second, for any cache to share",
    auth: "anyone",
    priority: "queue",
    query: z.object({ concertId: id }),
    responses: {
      200: {
        description: "The state of the queue.",
        schema: queueState,
        example: queueStateExample,
        headers: SHARED_HEADERS,
      },
      304: { description: "Nothing has changed since the ETag you sent.", headers: SHARED_HEADERS },
    },
    errors: ["CONCERT_NOT_FOUND", "QUEUE_UNAVAILABLE"],
  },
  async ({ request, query: { concertId } }) => {
    const state = (await concertMayExist(concertId)) ? await cachedState(concertId) : null; // made-up ids fill no cache
    if (!state) throw new AppError("CONCERT_NOT_FOUND");
    const { text, etag } = state;
    if (isFresh(request, etag)) return { status: 304, headers: { etag, "cache-control": SHARED_CACHE_CONTROL } };
    const headers = { etag, "cache-control": SHARED_CACHE_CONTROL, "content-type": "application/json" };
    return { status: 200, rawBody: text, headers };
  },
);
