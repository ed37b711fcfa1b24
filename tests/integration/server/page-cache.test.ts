import { createHash } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { issueToken } from "@/lib/auth/session";
import { invalidateConcerts } from "@/lib/concerts";
import { answerAnew, answerWithEverything } from "@/tests/support/fake-next";
import { makeAdmin, makeConcert } from "@/tests/support/fixtures";
import { pageServer } from "@/tests/support/page-server";
import { type PageAnswer, visitPage } from "@/tests/support/page-visit";

const site = pageServer();
let path = ""; // of a page that no other test asks for

beforeEach(() => {
  path = site.newPath("page");
  site.next.requests = [];
  site.next.answer = answerWithEverything;
});

const visit = (headers: Record<string, string> = {}, url = path) => visitPage(site.port, url, { headers });
const pageRequests = () => site.next.requests.filter(({ url }) => url?.startsWith(path));

test("a page is asked of Next once a second for any number of visitors, with nothing of theirs but the language", async () => {
  site.next.answer = answerAnew;
  const startedAt = performance.now();
  const all = await Promise.all(
    Array.from({ length: 200 }, (_, visitor) => visit({ "user-agent": `visitor ${visitor}`, cookie: `a=${visitor}` })),
  );
  const maxRenders = 1 + Math.ceil((performance.now() - startedAt) / 1_000);
  expect(new Set(all.map(({ text }) => text)).size).toBeLessThanOrEqual(maxRenders);
  expect(pageRequests().length).toBeLessThanOrEqual(maxRenders);
  const headers = {
    "accept-language": "ko",
    "accept-encoding": "identity",
    accept: "text/html",
    host: `127.0.0.1:${site.next.port}`,
    connection: "keep-alive",
  };
  for (const request of pageRequests()) expect([request.url, request.headers]).toEqual([path, headers]);
});

describe("a kept page", () => {
  test("is the same in each encoding after decoding, with an ETag of its own", async () => {
    const all = await Promise.all(
      ["br", "gzip", "identity", "gzip, br;q=0", ""].map((encoding) => visit({ "accept-encoding": encoding })),
    );
    expect(all.map(({ headers }) => headers["content-encoding"])).toEqual(["br", "gzip", undefined, "gzip", undefined]);
    expect(new Set(all.map(({ text }) => text)).size).toBe(1);
    expect(new Set(all.map(({ headers }) => headers.etag)).size).toBe(3);
    for (const { headers, bytes } of all) expect(Number(headers["content-length"])).toBe(bytes.length);
  });

  test("is 304 for its own ETag, weak or among others, and 200 for the ETag of another encoding", async () => {
    const { headers } = await visit({ "accept-encoding": "br" });
    const etag = String(headers.etag);
    const statusFor = async (tag: string, encoding = "br") => {
      const { status, bytes, headers } = await visit({ "accept-encoding": encoding, "if-none-match": tag });
      expect(bytes.length === 0).toBe(status === 304);
      expect([headers.etag === etag, headers.vary]).toEqual([encoding === "br", expect.stringContaining("Cookie")]);
      return status;
    };
    expect([await statusFor(etag), await statusFor(`W/${etag}`), await statusFor(`"x", ${etag}`)]).toEqual([
      304, 304, 304,
    ]);
    expect([await statusFor(etag, "gzip"), await statusFor('"x"')]).toEqual([200, 200]);
  });

  test("has no body for HEAD, and the headers of GET", async () => {
    const get = await visit();
    const head = await visitPage(site.port, path, { method: "HEAD" });
    const comparable = ({ headers: { date, ...headers } }: PageAnswer) => headers;
    expect([head.bytes.length, comparable(head)]).toEqual([0, comparable(get)]);
  });

  test("may be shared by caches, and says by what it differs", async () => {
    const { headers } = await visit();
    expect(headers["cache-control"]).toBe("public, max-age=0, s-maxage=1, stale-while-revalidate=5");
    expect(headers.vary?.toLowerCase().split(", ")).toEqual(
      expect.arrayContaining(["accept-encoding", "accept-language", "cookie", "rsc", "next-router-prefetch"]),
    );
    expect([headers["x-frame-options"], headers["x-request-echo"]]).toEqual(["DENY", undefined]);
  });

  test("allows its own inline scripts by their hashes, and no others", async () => {
    const { headers, text } = await visit();
    const policy = String(headers["content-security-policy"]);
    const script = /<script>(.*?)<\/script>/.exec(text)?.[1] ?? "";
    const hash = createHash("sha256").update(script).digest("base64");
    expect(policy).toContain(`script-src 'self' 'sha256-${hash}';`);
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|nonce/);
    const fragment = await visit({ rsc: "1" }, `${path}?_rsc=`);
    expect(fragment.headers["content-security-policy"]).toBe("default-src 'none'; frame-ancestors 'none'");
  });

  test("has HSTS only for who comes over https", async () => {
    const hsts = async (proto: string) =>
      (await visit({ "x-forwarded-proto": proto })).headers["strict-transport-security"];
    expect([await hsts("http"), await hsts("https"), await hsts("http")]).toEqual([
      undefined,
      "max-age=63072000; includeSubDomains",
      undefined,
    ]);
  });
});

describe("what is not kept", () => {
  test.each([
    ["a page that sets a cookie", 200, { "set-cookie": "session=1" }],
    ["a redirect", 307, { location: "/signin" }],
    ["a failure", 500, {}],
  ])("%s is passed on to each visitor by itself", async (_, status, headers) => {
    site.next.answer = (_incoming, outgoing) =>
      outgoing.writeHead(status, headers).end(String(site.next.requests.length));
    const [one, other] = [await visit({ cookie: "mine=1" }), await visit({ cookie: "mine=2" })];
    expect([one.status, other.status]).toEqual([status, status]);
    expect(one.text).not.toBe(other.text);
    expect(pageRequests().map(({ headers: { cookie } }) => cookie)).toEqual([undefined, "mine=1", "mine=2"]);
    expect(one.headers["cache-control"]).toBeUndefined();
  });

  test.each([["/admin"], ["/nowhere"], ["/concerts/a/"], ["/signin?js=off"]])("%s", async (url) => {
    const [one, other] = [await visit({ cookie: "mine=1" }, url), await visit({}, url)];
    expect(one.text).toContain("mine=1");
    expect(other.text).not.toBe(one.text);
  });

  test("a form that is sent to a shared page", async () => {
    await visit();
    const answer = await visitPage(site.port, path, { method: "POST", headers: { cookie: "mine=1" } });
    expect(answer.text).toContain("mine=1");
    expect((await visit()).text).not.toContain("mine=1");
  });
});

describe("after a save", () => {
  beforeEach(() => {
    site.next.answer = answerAnew;
  });

  test("of this process, the next visitor sees a page that was rendered after it", async () => {
    const concert = await makeConcert();
    const { token } = await issueToken(await makeAdmin());
    const before = await visit();
    const saved = await fetch(`http://127.0.0.1:${site.port}/api/admin/queues/${concert.id}`, {
      method: "PATCH",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ capacity: 7 }),
    });
    expect(saved.status).toBe(200);
    expect((await visit()).text).not.toBe(before.text);
  });

  test("of another process, visitors see it soon, though the page is asked for all the time", async () => {
    const before = await visit();
    await invalidateConcerts();
    await expect.poll(async () => (await visit()).text).not.toBe(before.text);
  });
});

test("while Next is down, the last copy is served, and a page without one is 503", async () => {
  site.next.answer = answerAnew;
  const before = await visit();
  site.next.answer = (_, outgoing) => outgoing.destroy();
  await invalidateConcerts();
  expect((await visit()).text).toBe(before.text);
  expect((await visit({}, "/concerts/never-seen")).status).toBe(503);
});

test("a flood of made-up concerts keeps no concert's page away, and Next renders few of them", async () => {
  const concert = await makeConcert();
  const held: (() => void)[] = [];
  site.next.answer = (incoming, outgoing) => {
    const answer = () => answerWithEverything(incoming, outgoing);
    if (incoming.url?.includes("made-up")) held.push(answer);
    else answer();
  };
  const flood = Array.from({ length: 200 }, (_, index) => visit({}, `/concerts/made-up-${index}`));
  await expect.poll(() => held.length).toBeGreaterThanOrEqual(4);
  expect((await visit({}, `/concerts/${concert.slug}`)).text).toContain(concert.slug);
  await expect.poll(() => site.next.requests.some(({ url }) => url === "/concerts/-")).toBe(true);
  for (const answer of held) answer();
  const texts = (await Promise.all(flood)).map(({ text }) => text);
  expect(site.next.requests.filter(({ url }) => url?.includes("made-up")).length).toBeLessThan(50);
  expect(texts.filter((text) => text.includes('"/concerts/-"')).length).toBeGreaterThan(150);
});

test("made-up segments of a page's fragments are not rendered for everybody while Next is busy", async () => {
  const { computeCacheBustingSearchParam } = await import(
    "next/dist/shared/lib/router/utils/cache-busting-search-param.js"
  );
  const held: (() => void)[] = [];
  site.next.answer = (incoming, outgoing) => held.push(() => answerWithEverything(incoming, outgoing));
  const flood = Array.from({ length: 50 }, async (_, index) => {
    const segment = `/made-up-${index}`;
    const hash = await computeCacheBustingSearchParam("1", segment, undefined, undefined);
    const headers = { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": segment };
    return visit({ ...headers, "x-real-ip": `203.0.113.${index}` }, `/signin?_rsc=${hash}`);
  });
  await expect.poll(() => held.length).toBeGreaterThan(4);
  site.next.answer = answerWithEverything;
  for (const answer of held) answer();
  const answers = await Promise.all(flood);
  expect(answers.filter(({ headers }) => headers.vary !== undefined).length).toBeLessThan(10);
  expect(answers.map(({ status }) => status)).not.toContain(500);
});
