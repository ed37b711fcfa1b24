import { rm } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startNginx } from "@/tools/dev/services/nginx";
import { temporaryFolder } from "@/tools/testing/test-site";
import { answerAnew, answerWithEverything, type FakeNext, startFakeNext } from "../support/fake-next";
import { type PageAnswer, visitPage } from "../support/page-visit";
import { startTestServer } from "../support/test-server";

// Two people share an nginx with the shipped configuration, in front of a server whose Next answers with all it was told.
let next: FakeNext;
let port = 0;
let stop = async () => {};
let pages = 0;
let path = ""; // of a page that no other test asks for

beforeAll(async () => {
  const folder = await temporaryFolder();
  next = await startFakeNext();
  const server = await startTestServer({}, next.port);
  const nginx = await startNginx({ file: process.env.NGINX_PATH ?? "nginx", folder, upstreamPorts: [server.port] });
  port = Number(new URL(nginx.url).port);
  stop = async () => {
    await nginx.stop();
    await server.stop();
    next.stop();
    await rm(folder, { recursive: true, force: true });
  };
});
afterAll(() => stop());
beforeEach(() => {
  path = `/concerts/page-${++pages}`;
  next.requests = [];
  next.answer = answerWithEverything;
});

const visit = (headers: Record<string, string>, url = path, method = "GET") =>
  visitPage(port, url, { method, headers });
const headersOf = (name: string) => ({ cookie: `locale=ko; next-auth.session-token=${name}-token`, "x-name": name });
const [ANNA, BORI] = [headersOf("anna"), headersOf("bori")];
const namesIn = ({ text, headers }: PageAnswer) => `${text}${JSON.stringify(headers)}`.match(/anna|bori|evil/g) ?? [];

describe("through one nginx,", () => {
  test("two people at once never see what belongs to the other, on shared pages and on their own", async () => {
    const both = Array.from({ length: 100 }, async (_, index) => {
      const [headers, name] = index % 2 ? [ANNA, "anna"] : [BORI, "bori"];
      const [shared, own] = await Promise.all([visit(headers), visit(headers, `${path}?js=off`)]);
      expect(namesIn(shared)).toEqual([]);
      expect(new Set(namesIn(own))).toEqual(new Set([name]));
      expect([shared.headers["set-cookie"], own.headers["cache-control"]]).toEqual([undefined, undefined]);
    });
    await Promise.all(both);
  });

  test("a form on a shared page reaches Next with its visitor's cookie, and its answer is nobody else's", async () => {
    await visit(ANNA);
    expect(namesIn(await visit(ANNA, path, "POST"))).toContain("anna");
    expect(namesIn(await visit(BORI))).toEqual([]);
  });

  test("a shared page is rendered once a second, whatever is in its requests", async () => {
    next.answer = answerAnew;
    const startedAt = performance.now();
    const all = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        visit({ ...(index % 2 ? ANNA : BORI), "x-forwarded-host": "evil" }, `${path}?utm=${index}`),
      ),
    );
    const seconds = Math.ceil((performance.now() - startedAt) / 1_000);
    expect(next.requests.length).toBeLessThanOrEqual(1 + seconds);
    for (const answer of all) expect([answer.status, namesIn(answer)]).toEqual([200, []]);
  });

  test.each([
    ["ko", {}],
    ["en", { "accept-language": "en-US,en;q=0.9,ko;q=0.8" }],
    ["ko", { "accept-language": "fr, ko-KR;q=0.9, en;q=0.8" }],
    ["ko", { "accept-language": "fr" }],
    ["ko", { "accept-language": "en", cookie: "a=1; locale=ko" }],
    ["en", { "accept-language": "ko", cookie: "locale=en; b=2" }],
    ["en", { "accept-language": "en", cookie: "xlocale=ko; locale=evil" }],
  ])("a reader of %s gets that language, whichever was asked for before: %j", async (language, headers) => {
    for (const other of ["ko", "en"]) await visit({ "accept-language": other });
    const { headers: received, text } = await visit(headers);
    expect(received["content-language"]).toBe(language);
    expect(text).toContain(`"accept-language","${language}"`);
  });

  test("each encoding is its own copy of the same page", async () => {
    const all = await Promise.all(
      ["br", "gzip, deflate", "gzip, deflate, br, zstd", "identity"].map((encoding) =>
        visit({ "accept-encoding": encoding }),
      ),
    );
    expect(all.map(({ headers }) => headers["content-encoding"])).toEqual(["br", "gzip", "br", undefined]);
    expect(new Set(all.map(({ text }) => text)).size).toBe(1);
  });

  test("a fragment for Next's router is none of a document's copies, before it or after", async () => {
    const types = [];
    for (const headers of [{ rsc: "1" }, {}, { rsc: "1" }] as Record<string, string>[])
      types.push((await visit(headers, headers.rsc ? `${path}?_rsc=` : path)).headers["content-type"]);
    expect(types).toEqual(["text/x-component", "text/html; charset=utf-8", "text/x-component"]);
  });

  test("a page that sets a cookie is kept by nobody", async () => {
    next.answer = (incoming, outgoing) => {
      outgoing.setHeader("set-cookie", "session=1");
      answerAnew(incoming, outgoing);
    };
    const [one, other] = [await visit({}), await visit({})];
    expect(one.text).not.toBe(other.text);
  });

  test("304 for a copy that the browser has", async () => {
    const { headers } = await visit({ "accept-encoding": "br" });
    const again = await visit({ "accept-encoding": "br", "if-none-match": String(headers.etag) });
    expect([again.status, again.bytes.length]).toEqual([304, 0]);
  });
});
