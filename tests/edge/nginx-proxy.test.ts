import { once } from "node:events";
import { rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startNginx } from "@/tools/dev/services/nginx";
import { temporaryFolder } from "@/tools/testing/test-site";

// What deploy/nginx.conf passes on, seen by a server in the place of the front doors that answers what it was asked.
let url = "";
let requests: IncomingMessage[] = [];
let counter = 0; // so that no two answers are alike
let stop = async () => {};
let streamed: ServerResponse | undefined;

function answer(incoming: IncomingMessage, outgoing: ServerResponse): void {
  requests.push(incoming);
  if (incoming.url === "/api/seats/stream") {
    streamed = outgoing;
    outgoing.writeHead(200, { "content-type": "text/event-stream" });
    outgoing.write("data: first\n\n");
    return;
  }
  if (incoming.url === "/dies") {
    incoming.socket.destroy();
    return;
  }
  outgoing.writeHead(200, {
    "cache-control": "public, s-maxage=1, stale-while-revalidate=5",
    "content-type": "application/json",
    etag: 'W/"facts"',
    "set-cookie": "mine=1",
    vary: "rsc, cookie",
  });
  incoming.resume().on("end", () => outgoing.end(JSON.stringify({ url: incoming.url, counter: ++counter })));
}

beforeAll(async () => {
  const folder = await temporaryFolder();
  const origin = createServer(answer).listen(0, "127.0.0.1");
  await once(origin, "listening");
  const { port } = origin.address() as AddressInfo;
  const nginx = await startNginx({ file: process.env.NGINX_PATH ?? "nginx", folder, upstreamPorts: [port] });
  url = nginx.url;
  stop = async () => {
    await nginx.stop();
    origin.closeAllConnections();
    origin.close();
    await rm(folder, { recursive: true, force: true });
  };
});
afterAll(() => stop());
beforeEach(() => {
  requests = [];
});

const FORGED = {
  "x-real-ip": "6.6.6.6",
  "x-forwarded-for": "6.6.6.6",
  "x-forwarded-host": "evil.test",
  "x-forwarded-proto": "gopher",
};

describe("a server behind nginx receives", () => {
  test("the visitor's address in the trusted header, whatever the visitor sends", async () => {
    await fetch(`${url}/api/holds`, { headers: { ...FORGED, cookie: "session=1", authorization: "Bearer 1" } });
    expect(requests[0]?.headers).toMatchObject({
      "x-real-ip": "127.0.0.1",
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-host": new URL(url).host,
      "x-forwarded-proto": "http",
      host: new URL(url).host,
      cookie: "session=1",
      authorization: "Bearer 1",
    });
  });

  test("a request once, unless it is safe to repeat", async () => {
    const { status } = await fetch(`${url}/dies`, { method: "POST", body: "{}" });
    expect([status, requests.length]).toEqual([502, 1]);
  });

  test("no body larger than the limit", async () => {
    const { status } = await fetch(`${url}/api/holds`, { method: "POST", body: "x".repeat(9 * 1024 * 1024) });
    expect([status, requests.length]).toEqual([413, 0]);
  });
});

describe("the cached public state", () => {
  const serving = (query: string, headers: Record<string, string> = {}) =>
    fetch(`${url}/api/queue/serving?${query}`, { headers });

  test("is one copy per concert, whatever else is in the request, without personal data", async () => {
    const all = await Promise.all([
      serving("concertId=7"),
      serving("concertId=7&and=this", { cookie: "session=1" }),
      serving("and=that&concertId=7", { authorization: "Bearer 1", rsc: "1", "accept-language": "ko" }),
      serving("concertId=7", { "cache-control": "no-cache", pragma: "no-cache" }),
    ]);
    for (const response of all) expect(await response.json()).toMatchObject({ url: "/api/queue/serving?concertId=7" });
    for (const { headers } of all) expect([headers.get("vary"), headers.get("set-cookie")]).toEqual([null, null]);
    expect(requests.map(({ headers: { cookie, authorization } }) => [cookie, authorization])).toEqual([
      [undefined, undefined],
    ]);
  });

  test("is never cached under another concert's id", async () => {
    expect(await (await serving("concertId=8&concertId=9")).json()).toMatchObject({
      url: "/api/queue/serving?concertId=8",
    });
    expect(await (await serving("concertId=9")).json()).toMatchObject({ url: "/api/queue/serving?concertId=9" });
  });

  test("is fresh soon after a change, in every nginx worker, though each keeps the file open", async () => {
    const first = (await (await serving("concertId=11")).json()).counter;
    const lately = async () => {
      const all = await Promise.all(
        Array.from({ length: 8 }, () => serving("concertId=11", { connection: "close" })), // whichever process takes it
      );
      return Math.min(...(await Promise.all(all.map((one) => one.json()))).map((one) => one.counter));
    };
    await expect.poll(lately).toBeGreaterThan(first);
  });

  test("is answered with 304 for a current ETag", async () => {
    await serving("concertId=10");
    const again = await serving("concertId=10", { "if-none-match": 'W/"facts"' });
    expect([again.status, requests.length]).toEqual([304, 1]);
  });
});

test("an event stream is not buffered", async () => {
  const response = await fetch(`${url}/api/seats/stream`);
  const reader = response.body?.getReader();
  const read = async () => new TextDecoder().decode((await reader?.read())?.value);
  expect(await read()).toBe("data: first\n\n");
  streamed?.write("data: second\n\n");
  expect(await read()).toBe("data: second\n\n");
  await reader?.cancel();
});
