import { afterAll, expect, test } from "vitest";
import { invalidateConcerts } from "@/lib/concerts/cache";
import { makeConcert } from "../support/fixtures";
import { api, mount, send } from "../support/http";

afterAll(() => {
  mount.supportsContentEncoding = false;
});

type Concerts = { concerts: { id: string; name: string }[] };

test("GET /api/concerts is one document for everybody, with an ETag that lasts as long as it does", async () => {
  await makeConcert();
  const first = await api<Concerts>("GET", "/api/concerts");
  expect(first.body.concerts.length).toBeGreaterThan(0);
  expect(first.headers.get("cache-control")).toBe("public, s-maxage=1, stale-while-revalidate=5");
  expect(first.headers.getSetCookie()).toEqual([]);
  const etag = first.headers.get("etag") ?? "";
  const unchanged = await send("/api/concerts", { headers: { "if-none-match": etag } });
  expect([unchanged.status, await unchanged.text(), unchanged.headers.get("etag")]).toEqual([304, "", etag]);
});

test("GET /api/concerts shows a save at once in the process that saved", async () => {
  const before = await api<Concerts>("GET", "/api/concerts");
  const { id } = await makeConcert();
  await invalidateConcerts(); // as creating it over the API does
  await expect
    .poll(async () => (await api<Concerts>("GET", "/api/concerts")).body.concerts.map((concert) => concert.id))
    .toContain(id);
  const changed = await send("/api/concerts", { headers: { "if-none-match": before.headers.get("etag") ?? "" } });
  expect(changed.status).toBe(200);
});

test.each(["br", "gzip"])(
  "GET /api/concerts comes in %s to whom that suits, with the same content",
  async (encoding) => {
    mount.supportsContentEncoding = true; // as the server does
    const plain = await api<Concerts>("GET", "/api/concerts", { headers: { "accept-encoding": "identity" } });
    const packed = await api<Concerts>("GET", "/api/concerts", { headers: { "accept-encoding": encoding } });
    expect(packed.headers.get("vary")).toMatch(/\bAccept-Encoding\b/); // Next adds its own
    expect(packed.body).toEqual(plain.body);
  },
);
