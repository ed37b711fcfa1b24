import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { handle } from "@/lib/api/framework/dispatch";
import { isAllowedHost } from "@/lib/core/allowed-hosts";
import { startTestServer, type TestServer } from "../support/test-server";

const METRICS_TOKEN = "a token of nobody but Prometheus";
const OWN = { NEXTAUTH_URL: "https://tickets.test", ALLOWED_HOSTS: "www.tickets.test,203.0.113.7" };

let next: Server;
let open: TestServer;
let closed: TestServer;

/** Stands for Next and answers with what it is told of the client. */
beforeAll(async () => {
  next = createServer(({ headers }, outgoing) => {
    outgoing.end(JSON.stringify([headers["x-jari-client-address"], headers["x-forwarded-host"]]));
  }).listen(0, "127.0.0.1");
  await once(next, "listening");
  const { port } = next.address() as AddressInfo;
  [open, closed] = await Promise.all([
    startTestServer({}, port),
    startTestServer({ ...OWN, METRICS_TOKEN, TRUSTED_PROXY_ADDRESSES: "192.0.2.0/24,2001:db8::/32" }, port),
  ]);
});
afterAll(async () => {
  await Promise.all([open.stop(), closed.stop()]);
  next.close().closeAllConnections();
});

type Answer = { status: number; text: string; code?: string };

const RENDERED = "/admin"; // a page that is rendered for its visitor, with what the server says of them

async function get({ port }: TestServer, path: string, headers: Record<string, string>): Promise<Answer> {
  const sent = request({ host: "127.0.0.1", port, path, headers });
  sent.end();
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  let text = "";
  for await (const chunk of response) text += chunk;
  return { status: response.statusCode ?? 0, text, code: /"code":"(\w+)"/.exec(text)?.[1] };
}

const PAGES = ["/", "/api/auth/csrf", "/api/concerts", "/api/openapi.json", "/api/health/x", "/_next/static/x.js"];

describe("a Host", () => {
  const STRANGE = ["evil.example", "tickets.test.evil.example", "localhost", "127.0.0.1", "[::1]:3000", "10.0.0.1"];
  test.each(STRANGE)("%s is refused where NEXTAUTH_URL is another", async (host) => {
    for (const path of PAGES)
      expect(await get(closed, path, { host })).toMatchObject({ status: 421, code: "HOST_NOT_ALLOWED" });
  });

  test.each(["tickets.test", "TICKETS.test:443", "tickets.test.", "www.tickets.test", "203.0.113.7:3000"])(
    "%s is that of NEXTAUTH_URL or one of ALLOWED_HOSTS",
    async (host) => {
      for (const path of ["/", "/api/openapi.json"]) expect((await get(closed, path, { host })).status).toBe(200);
    },
  );

  test("of health, metrics and cron may be any, so that monitors and schedulers need no name", async () => {
    const host = "10.0.0.1:3000";
    expect((await get(closed, "/api/health", { host })).status).toBe(200);
    expect((await get(closed, "/api/cron/sweep", { host })).status).toBe(401);
    expect((await get(closed, "/api/metrics", { host })).status).toBe(401);
  });

  test("that a proxy hands on is judged like one of its own", async () => {
    const host = "app:3000";
    expect((await get(open, "/", { host, "x-forwarded-host": "evil.example" })).code).toBe("HOST_NOT_ALLOWED");
    expect((await get(open, RENDERED, { host, "x-forwarded-host": "tickets.test" })).text).toContain("tickets.test");
  });

  test("without NEXTAUTH_URL is localhost or an address: no name of another site", () => {
    for (const host of ["localhost:3000", "127.0.0.1", "[::1]:3000", "192.168.1.20:3000", "[fd00::1]"])
      expect(isAllowedHost(host)).toBe(true);
    for (const host of ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "app", ""])
      expect(isAllowedHost(host)).toBe(false);
  });
});

describe("Next's mount of the API", () => {
  const codeOf = async (path: string, headers: Record<string, string>) => {
    const response = await handle(new Request(`http://127.0.0.1:3000${path}`, { headers }));
    return response.ok ? response.status : (await response.json()).code;
  };

  test("refuses the hosts that the server refuses", async () => {
    const host = "evil.example";
    expect(await codeOf("/api/openapi.json", { host })).toBe("HOST_NOT_ALLOWED");
    expect(await codeOf("/api/openapi.json", { host: "jari.test", "x-forwarded-host": host })).toBe("HOST_NOT_ALLOWED");
    expect(await codeOf("/api/health", { host: "evil.example" })).toBe(200);
    expect(await codeOf("/api/openapi.json", { host: "jari.test" })).toBe(200);
  });
});

describe("headers of a proxy", () => {
  const claims = { "x-real-ip": "198.51.100.9", "x-forwarded-host": "www.tickets.test", "x-forwarded-proto": "https" };

  test("are believed from this machine by default", async () => {
    const { text } = await get(open, RENDERED, { host: "jari.test", ...claims, "x-forwarded-host": "tickets.test" });
    expect(JSON.parse(text)).toEqual(["198.51.100.9", "tickets.test"]);
  });

  test("are not believed from a peer that is none of TRUSTED_PROXY_ADDRESSES", async () => {
    const { text } = await get(closed, RENDERED, { host: "tickets.test", ...claims });
    expect(JSON.parse(text)).toEqual(["127.0.0.1", "tickets.test"]);
    expect((await get(closed, "/", { ...claims, host: "evil.example" })).code).toBe("HOST_NOT_ALLOWED");
  });
});

describe("metrics", () => {
  test("are for this machine where no METRICS_TOKEN is set", async () => {
    const host = `127.0.0.1:${open.port}`;
    expect((await get(open, "/api/metrics", { host })).status).toBe(200);
    expect((await get(open, "/api/metrics", { host, "x-real-ip": "198.51.100.9" })).code).toBe("UNAUTHENTICATED");
    expect((await get(open, "/api/metrics", { host: "jari.test" })).code).toBe("UNAUTHENTICATED");
  });

  test("are for the bearer of METRICS_TOKEN alone where it is set", async () => {
    const host = "127.0.0.1";
    expect((await get(closed, "/api/metrics", { host })).status).toBe(401);
    const wrong = `Bearer ${randomUUID()}`;
    expect((await get(closed, "/api/metrics", { host, authorization: wrong })).status).toBe(401);
    expect((await get(closed, "/api/metrics", { host, authorization: `Bearer ${METRICS_TOKEN}` })).status).toBe(200);
  });
});
