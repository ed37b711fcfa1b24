import { z } from "zod";
import { allConcerts } from "@/lib/concerts";
import { compress, type Encoding, negotiateEncoding } from "./framework/compression";
import { endpoint } from "./framework/endpoint";
import { etagOf, isFresh } from "./framework/etag";
import { id, isoDateTime } from "./framework/schemas";
import { SHARED_CACHE_CONTROL, SHARED_HEADERS } from "./framework/shared-document";

const concert = z.object({
  id,
  slug: z.string(),
  name: z.string(),
  host: z.string(),
  salesOpenAt: isoDateTime,
  schedules: z.int().min(0).describe("Number of dates"),
});
const example = {
  id: "42",
  slug: "winter-light",
  name: "Winter Light",
  host: "Jari Live",
  salesOpenAt: "2026-12-01T11:00:00.000Z",
  schedules: 2,
};

type Cards = Awaited<ReturnType<typeof allConcerts>>;
type SharedDocument = { text: string; etag: string; encoded: Map<Encoding, Promise<Uint8Array<ArrayBuffer>>> };

// One read is one array, for a second; a save drops it.
const documents = new WeakMap<Cards, SharedDocument>();

function documentOf(cards: Cards): SharedDocument {
  const known = documents.get(cards);
  if (known) return known;
  const concerts = cards.map(({ id, slug, name, host, salesOpenAt, schedules }) => {
    return { id, slug, name, host, salesOpenAt, schedules };
  });
  const text = JSON.stringify({ concerts });
  const document = { text, etag: etagOf(text), encoded: new Map() };
  documents.set(cards, document);
  return document;
}

function encodedBody({ text, encoded }: SharedDocument, encoding: Encoding | null) {
  if (!encoding) return text;
  const body = encoded.get(encoding) ?? compress(text, encoding);
  encoded.set(encoding, body);
  return body;
}

export const listConcerts = endpoint(
  {
    method: "GET",
    path: "/api/concerts",
    summary: "All concerts, the same for everybody: at most a second old, for any cache to share",
    auth: "anyone",
    priority: "browse",
    responses: {
      200: {
        description: "All concerts; the sale that closes next comes first.",
        schema: z.object({ concerts: z.array(concert) }),
        example: { concerts: [example] },
        headers: SHARED_HEADERS,
      },
      304: { description: "Nothing has changed since the ETag you sent.", headers: SHARED_HEADERS },
    },
  },
  async ({ request, context }) => {
    const document = documentOf(await allConcerts());
    const headers = { etag: document.etag, "cache-control": SHARED_CACHE_CONTROL, vary: "Accept-Encoding" };
    if (isFresh(request, document.etag)) return { status: 304, headers };
    const encoding = negotiateEncoding(request, context);
    const rawBody = await encodedBody(document, encoding);
    return {
      status: 200,
      rawBody,
      headers: { ...headers, "content-type": "application/json", "content-encoding": encoding },
    };
  },
);
