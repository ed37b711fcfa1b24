import { beforeEach, describe, expect, test } from "vitest";
import { pageServer } from "@/tests/support/page-server";
import { visitPage } from "@/tests/support/page-visit";

// Next is a server that answers with all it was told, so that whatever reaches it shows in what another visitor gets.
const site = pageServer();
let path = ""; // of a page that no other test asks for

beforeEach(() => {
  path = site.newPath("poisoned");
});

const visit = (url: string, headers: Record<string, string | string[]> = {}) => visitPage(site.port, url, { headers });
const FRAGMENT = { rsc: "1" };
const EVIL = "evil-mark";

describe("what one visitor sends is in no other visitor's page:", () => {
  const ATTACKS: [string, string, Record<string, string | string[]>][] = [
    ["Host", "", { host: `${EVIL}.test` }],
    ["X-Forwarded-Host", "", { "x-forwarded-host": `${EVIL}.test` }],
    ["X-Forwarded-Proto", "", { "x-forwarded-proto": EVIL }],
    ["X-Forwarded-For and its like", "", { "x-forwarded-for": EVIL, "x-real-ip": EVIL, forwarded: `host=${EVIL}` }],
    ["X-Forwarded-Prefix", "", { "x-forwarded-prefix": `/${EVIL}` }],
    ["X-Original-URL and X-Rewrite-URL", "", { "x-original-url": `/${EVIL}`, "x-rewrite-url": `/${EVIL}` }],
    ["cookies", "", { cookie: `locale=ko; theme=${EVIL}; other=${EVIL}` }],
    ["a cookie of a language that does not exist", "", { cookie: `locale=${EVIL}` }],
    ["Authorization", "", { authorization: `Bearer ${EVIL}` }],
    ["Accept-Language", "", { "accept-language": `ko, ${EVIL};q=0.1` }],
    ["Accept", "", { accept: EVIL }],
    ["Accept-Encoding", "", { "accept-encoding": `${EVIL}, identity` }],
    ["User-Agent and Referer", "", { "user-agent": EVIL, referer: `https://${EVIL}.test/` }],
    ["Origin", "", { origin: `https://${EVIL}.test` }],
    ["Range", "", { range: "bytes=0-3", "x-mark": EVIL }],
    ["Next's internal headers", "", { "x-middleware-subrequest": EVIL, "x-nextjs-data": EVIL, "x-nonce": EVIL }],
    ["a policy", "", { "content-security-policy": `script-src ${EVIL}` }],
    ["a query", `?${EVIL}=1`, {}],
    ["a query that Next's router would send", `?_rsc=${EVIL}`, {}],
    ["queries in another order", `?b=${EVIL}&a=1&a=${EVIL}`, {}],
    ["an encoded query", `?%6es=${EVIL}&__proto__=${EVIL}&js=on`, {}],
    ["a router's state that is none", "", { "next-url": `/${EVIL}`, "next-router-prefetch": EVIL }],
    ["a prefetch of a document", "", { purpose: "prefetch", "next-router-segment-prefetch": `/${EVIL}` }],
  ];

  test.each(ATTACKS)("%s", async (_, query, headers) => {
    await visit(`${path}${query}`, headers);
    const { status, text, headers: received } = await visit(path);
    expect(status).toBe(200);
    expect(`${text}${JSON.stringify(received)}`).not.toContain(EVIL);
    expect(received["content-type"]).toBe("text/html; charset=utf-8");
  });

  test.each(ATTACKS)("%s, sent as Next's router", async (_, query, headers) => {
    await visit(`${path}${query}`, { ...headers, ...FRAGMENT });
    const [page, fragment] = [await visit(path), await visit(`${path}?_rsc=`, FRAGMENT)];
    expect([page.headers["content-type"], fragment.headers["content-type"]]).toEqual([
      "text/html; charset=utf-8",
      "text/x-component",
    ]);
    for (const { text } of [page, fragment]) expect(text).not.toContain(EVIL);
  });
});

describe("a fragment for Next's router", () => {
  const TREE = encodeURIComponent(JSON.stringify(["", { children: ["__PAGE__", {}] }]));
  const isShared = ({ headers }: { headers: Record<string, unknown> }) => headers.vary !== undefined;

  test("is never what a document's URL answers from memory, since a cache may not look at headers", async () => {
    expect(isShared(await visit(path, FRAGMENT))).toBe(false);
    expect(isShared(await visit(`${path}?_rsc=guessed`, FRAGMENT))).toBe(false);
    expect(isShared(await visit(path, { ...FRAGMENT, "next-router-state-tree": TREE }))).toBe(false);
    expect(isShared(await visit(`${path}?_rsc=`, FRAGMENT))).toBe(true);
  });

  test("at a fragment's URL, a document is sent for this visitor alone", async () => {
    const { headers } = await visit(`${path}?_rsc=`);
    expect(headers["cache-control"]).toBe("private, no-cache");
    expect((await visit(path)).headers["cache-control"]).toMatch(/^public/);
  });

  test("does not depend on the state that a visitor's router claims", async () => {
    const { computeCacheBustingSearchParam: hashOf } = await import(
      "next/dist/shared/lib/router/utils/cache-busting-search-param.js"
    );
    const hash = await hashOf(undefined, undefined, TREE, `/${EVIL}`);
    const headers = { ...FRAGMENT, "next-router-state-tree": TREE, "next-url": `/${EVIL}` };
    const fragment = await visit(`${path}?_rsc=${hash}`, headers);
    expect(isShared(fragment)).toBe(true);
    expect(fragment.text).toBe((await visit(`${path}?_rsc=`, FRAGMENT)).text);
    expect(fragment.text).not.toContain(EVIL);
  });
});

describe("the language", () => {
  const languageOf = ({ text, headers }: Awaited<ReturnType<typeof visit>>) => {
    const language = /"accept-language","(\w+)"/.exec(text)?.[1];
    expect(headers["content-language"]).toBe(language);
    return language;
  };

  test.each([
    [{}, "ko"],
    [{ "accept-language": "en" }, "en"],
    [{ "accept-language": "ko;q=0.3, en;q=0.4" }, "en"],
    [{ "accept-language": "fr" }, "ko"],
    [{ "accept-language": "en", cookie: "locale=ko" }, "ko"],
    [{ "accept-language": "ko", cookie: "a=locale=ko; locale=en" }, "en"],
    [{ "accept-language": "ko", cookie: "locale=ko; locale=en" }, "en"],
    [{ "accept-language": "en", cookie: "xlocale=ko; locale=__proto__" }, "en"],
  ])("is the one that Next would choose, whichever was language for before: %j is %s", async (headers, expected) => {
    for (const other of ["ko", "en"]) await visit(path, { "accept-language": other });
    expect(languageOf(await visit(path, headers))).toBe(expected);
    for (const other of ["ko", "en"]) expect(languageOf(await visit(path, { "accept-language": other }))).toBe(other);
  });
});

test("no two visitors of different pages, languages and kinds get each other's answer, all at once", async () => {
  const visits = Array.from({ length: 240 }, (_, index) => {
    const url = ["/", "/signin", "/wallet"][index % 3] ?? "/";
    return { url, language: index % 2 ? "en" : "ko", isFragment: index % 4 > 1 };
  });
  await Promise.all(
    visits.map(async ({ url, language, isFragment }) => {
      const headers = { "accept-language": language, ...(isFragment && FRAGMENT) };
      const { text, headers: received } = await visit(isFragment ? `${url}?_rsc=` : url, headers);
      expect(text).toContain(`"${url}${isFragment ? "?_rsc=" : ""}"`);
      expect(received["content-language"]).toBe(language);
      expect(received["content-type"]).toBe(isFragment ? "text/x-component" : "text/html; charset=utf-8");
    }),
  );
});
