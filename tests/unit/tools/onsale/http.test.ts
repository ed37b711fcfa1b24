import { describe, expect, test } from "vitest";
import { HttpParser } from "@/tools/bench/onsale/http-parser";
import { fontsFor, parseFontFaces, parsePageFiles } from "@/tools/bench/onsale/page-files";

type Parsed = { status: number; body: string; cookies: string[] };

/** The responses in these bytes, which arrive in pieces of `size`. */
function parse(bytes: Buffer, size: number): Parsed[] {
  const replies: Parsed[] = [];
  let [status, cookies, chunks]: [number, string[], Buffer[]] = [0, [], []];
  const parser = new HttpParser({
    onHead: (head) => {
      [status, cookies, chunks] = [head.status, head.cookies, []];
    },
    onData: (chunk) => chunks.push(Buffer.from(chunk)),
    onEnd: () => replies.push({ status, cookies, body: Buffer.concat(chunks).toString("latin1") }),
  });
  for (let at = 0; at < bytes.length; at += size) parser.push(bytes.subarray(at, at + size));
  return replies;
}

describe("the parser of responses", () => {
  const BINARY = "0\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"; // what a compressed body may contain
  const STREAM = Buffer.from(
    [
      "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\n\r\nhello",
      "HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n",
      `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n${BINARY.length.toString(16)}\r\n${BINARY}\r\n0\r\n\r\n`,
      "HTTP/1.1 204 No Content\r\n\r\n",
      "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n",
    ].join(""),
    "latin1",
  );

  test.each([1, 2, 3, 7, 64, 10_000])("reads responses that arrive in pieces of %d bytes", (size) => {
    expect(parse(STREAM, size)).toEqual([
      { status: 200, body: "hello", cookies: ["a=1", "b=2"] },
      { status: 304, body: "", cookies: [] },
      { status: 200, body: `abc${BINARY}`, cookies: [] },
      { status: 204, body: "", cookies: [] },
      { status: 503, body: "", cookies: [] },
    ]);
  });
});

test("a page's files are its own scripts, sheets, preloads, icons and pictures, once each", () => {
  const { files, characters } = parsePageFiles(`<html><head>
    <link rel="stylesheet" href="/a.css"/><link rel="preload" as="font" href='/f.woff2'/><link rel="icon" href="/icon?a=1&amp;b=2"/>
    <link rel="alternate" href="/feed"/><link rel="stylesheet" href="https://elsewhere.test/b.css"/>
    <script src="/main.js" async></script><script src="/old.js" nomodule></script><script>"&lt;img src='/no.png'>"</script>
    </head><body><img src="/poster.png"><img src="/far.png" loading="lazy"><script src="/main.js"></script>자리</body></html>`);
  expect(files).toEqual(["/a.css", "/f.woff2", "/icon?a=1&b=2", "/main.js", "/poster.png"]);
  expect([..."자리"].every((character) => characters.has(character.codePointAt(0) ?? 0))).toBe(true);
  expect(characters.has("n".codePointAt(0) ?? 0)).toBe(false); // of the script
});

test("a browser loads the fonts whose ranges have characters of the page", () => {
  const faces = parseFontFaces(
    `@font-face{font-family:N;src:url(../media/latin.woff2) format("woff2");unicode-range:U+20-7E}
     @font-face{font-family:N;src:url("/media/korean.woff2");unicode-range:U+AC00-AC0F,U+C790}
     @font-face{font-family:N;src:url(/media/wild.woff2);unicode-range:U+4??}
     @font-face{font-family:Z;src:url(data:font/woff2;base64,xx)}`,
    "/_next/static/css/a.css",
  );
  const needed = (text: string) => fontsFor(faces, new Set([...text].map((one) => one.codePointAt(0) ?? 0)));
  expect(needed("A")).toEqual(["/_next/static/media/latin.woff2"]);
  expect(needed("자")).toEqual(["/media/korean.woff2"]);
  expect(needed("\u04ff")).toEqual(["/media/wild.woff2"]);
  expect(needed("漢")).toEqual([]);
});
