import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { precompressAssets } from "@/server/build/precompress-assets";
import { staticAssets } from "@/server/static-assets";
import { freePort } from "@/tools/dev/services/ports";

const SCRIPT = `export const seats = ${JSON.stringify(Array.from({ length: 500 }, (_, n) => n))};`;
let folder: string;
let server: Server;
let base: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "jari-assets-"));
  await mkdir(path.join(folder, "static/chunks"), { recursive: true });
  await writeFile(path.join(folder, "static/chunks/one.js"), SCRIPT);
  await writeFile(path.join(folder, "static/font.woff2"), "packed already");
  await writeFile(path.join(folder, "static/notes.txt"), "notes");
  await writeFile(path.join(folder, "secret.js"), SCRIPT);
  await precompressAssets(path.join(folder, "static"));
  await precompressAssets(folder);
  const send = staticAssets(folder);
  server = createServer((incoming, outgoing) => {
    if (!send(incoming, outgoing)) outgoing.writeHead(418).end(); // Next's
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${port}`;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

test("a script is sent as the build packed it, to be kept for ever", async () => {
  const response = await fetch(`${base}/_next/static/chunks/one.js?v=1`, {
    headers: { "accept-encoding": "gzip, br" },
  });
  const { headers } = response;
  expect([headers.get("content-encoding"), headers.get("content-type")]).toEqual([
    "br",
    expect.stringMatching(/javascript/),
  ]);
  expect(headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(Number(headers.get("content-length"))).toBeLessThan(SCRIPT.length / 2);
  expect(await response.text()).toBe(SCRIPT);
});

test("a font is sent as it is, to be kept for ever", async () => {
  const response = await fetch(`${base}/_next/static/font.woff2`, { headers: { "accept-encoding": "gzip, br" } });
  const { headers } = response;
  expect([headers.get("content-encoding"), headers.get("content-type")]).toEqual([null, "font/woff2"]);
  expect(headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(await response.text()).toBe("packed already");
});

test.each([
  ["who does not take brotli", "/_next/static/chunks/one.js", "gzip, br;q=0"],
  ["a kind of file that a build does not have", "/_next/static/notes.txt", "br"],
  ["what is not there", "/_next/static/chunks/two.js", "br"],
  ["what lies elsewhere", "/_next/static/%2e%2e/secret.js", "br"],
  ["the packed file itself", "/_next/static/chunks/one.js.br", "br"],
])("%s is left to Next", async (_, address, accepted) => {
  expect((await fetch(`${base}${address}`, { headers: { "accept-encoding": accepted } })).status).toBe(418);
});
