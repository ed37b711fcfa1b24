import { createHash } from "node:crypto";
import { z } from "zod";
import { concertById } from "@/lib/catalogue";
import { Refusal } from "@/lib/core/errors";
import { serving } from "@/lib/queue/line";
import { endpoint } from "./frame/endpoint";
import { id } from "./frame/fields";
import { oncePerSecond } from "./frame/once-per-second";
import { document, documentExample } from "./serving-document";

/** Weak (RFC 9110 §8.8.1): the same facts told a second later are the same document, though `at` differs. */
const etagOf = (facts: string) => `W/"${createHash("sha1").update(facts).digest("base64url")}"`;

const strong = (etag: string) => etag.trim().replace(/^W\//, "");
const knows = (request: Request, etag: string): boolean =>
  (request.headers.get("if-none-match") ?? "").split(",").some((one) => strong(one) === strong(etag));

const made = oncePerSecond(async (concertId: string) => {
  const concert = await concertById(concertId);
  if (!concert) return null;
  const { at, ...facts } = await serving(concertId, concert.capacity);
  return { text: JSON.stringify({ ...facts, at }), etag: etagOf(JSON.stringify(facts)) };
});

const SHARED = ["ETag", "Cache-Control"] as const;

export const seeServing = endpoint(
  {
    method: "GET",
    path: "/api/queue/serving",
    summary: "The public state of a line, the same for everybody: made once a second, for any cache to share",
    who: "anyone",
    query: z.object({ concertId: id }),
    answers: {
      200: {
        says: "Where the line stands.",
        schema: document,
        example: documentExample,
        headers: SHARED,
      },
      304: { says: "Nothing has changed since the ETag you know.", headers: SHARED },
    },
    refusals: ["CONCERT_NOT_FOUND", "QUEUE_UNAVAILABLE"],
  },
  async ({ request, query: { concertId } }) => {
    const known = await made(concertId);
    if (!known) throw new Refusal("CONCERT_NOT_FOUND");
    const { text, etag } = known;
    const headers = { etag, "cache-control": "public, s-maxage=1, stale-while-revalidate=5" };
    if (knows(request, etag)) return { status: 304, headers };
    return { status: 200, text, headers: { ...headers, "content-type": "application/json" } };
  },
);
