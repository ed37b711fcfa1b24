import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../support/test-server";

const received: string[] = [];
let next: Server;
let server: TestServer;

/** Stands for Next, which answers 500 to what these tests send, so that each would be found here. */
beforeAll(async () => {
  next = createServer(({ method, url }, outgoing) => {
    received.push(`${method} ${url}`);
    outgoing.end("of Next");
  }).listen(0, "127.0.0.1");
  await once(next, "listening");
  server = await startTestServer({}, (next.address() as AddressInfo).port);
});
afterAll(async () => {
  await server.stop();
  next.close().closeAllConnections();
});

/** The status and the problem's code, to these lines of a request; its code is undefined for what Next answered. */
async function exchange(lines: string[], body = ""): Promise<[number, string | undefined]> {
  const socket = connect(server.port, "127.0.0.1").setEncoding("utf8");
  socket.write(
    `${[...lines, "Connection: close", `Content-Length: ${body.length}`].join("\r\n")}\r\n\r\n${body}`,
    "latin1",
  );
  let text = "";
  for await (const chunk of socket) text += chunk;
  const [head = "", content = ""] = text.split("\r\n\r\n");
  const code = head.includes("application/problem+json") ? /"code":"(\w+)"/.exec(content)?.[1] : undefined;
  return [Number(head.split(" ")[1]), code];
}

const get = (path: string, ...headers: string[]) => exchange([`GET ${path} HTTP/1.1`, "Host: jari.test", ...headers]);
const post = (path: string, ...headers: string[]) =>
  exchange([`POST ${path} HTTP/1.1`, "Host: jari.test", ...headers], "[]");

describe("the server refuses by itself what Next answers with 500", () => {
  test.each(["TRACE", "PROPFIND", "PUT", "DELETE"])("%s of a page or of next-auth", async (method) => {
    for (const path of ["/", "/signin", "/api/auth/session"])
      expect(await exchange([`${method} ${path} HTTP/1.1`, "Host: jari.test"])).toEqual([405, "METHOD_NOT_ALLOWED"]);
  });

  test("TRACE of the API", async () => {
    const refused = await exchange(["TRACE /api/health HTTP/1.1", "Host: jari.test"]);
    expect(refused).toEqual([405, "METHOD_NOT_ALLOWED"]);
  });

  test.each(["OPTIONS *", "GET *", "GET http://elsewhere.test/signin"])(
    "a target that is no path: %s",
    async (target) => {
      expect(await exchange([`${target} HTTP/1.1`, "Host: jari.test"])).toEqual([400, "BAD_REQUEST"]);
    },
  );

  const ODD_HOSTS = ["a b", "a/b", "", "[::1", "[1]", "a@b", "a:99999", "1.2.3.4.5", "\xff", "a,b", "a?b", "xn--a"];
  test.each(ODD_HOSTS)("a Host that is no host: %j", async (host) => {
    for (const path of ["/", "/api/auth/csrf", "/api/health"])
      expect(await exchange([`GET ${path} HTTP/1.1`, `Host: ${host}`])).toEqual([400, "BAD_REQUEST"]);
  });

  test.each(["/", "/api/auth/csrf", "/api/health"])("two Hosts, or none: %s", async (path) => {
    expect(await get(path, "host: elsewhere.test")).toEqual([400, "BAD_REQUEST"]);
    expect(await get(path, "Host: jari.test")).toEqual([400, "BAD_REQUEST"]);
    expect(await exchange([`GET ${path} HTTP/1.1`])).toEqual([400, "BAD_REQUEST"]);
  });

  test.each(["%7Bbad", "%", "%5B1%5D", "", "x".repeat(10_000)])("a malformed router state: %s", async (state) => {
    expect(await get("/signin", "RSC: 1", `Next-Router-State-Tree: ${state}`)).toEqual([400, "BAD_REQUEST"]);
    expect(await post("/signin", `Next-Router-State-Tree: ${state}`)).toEqual([400, "BAD_REQUEST"]);
  });

  test.each(["http://elsewhere.test", "null", "no URL", "http://jari.test:81"])(
    "a server action of another Origin: %s",
    async (origin) => {
      const action = `Next-Action: ${"0".repeat(42)}`;
      expect(await post("/signin", `Origin: ${origin}`, action)).toEqual([403, "FORBIDDEN"]);
      expect(await post("/signin", `Origin: ${origin}`)).toEqual([403, "FORBIDDEN"]);
    },
  );

  test("a form without a boundary", async () => {
    const refused = await post("/signin", "Origin: http://jari.test", "Content-Type: multipart/form-data");
    expect(refused).toEqual([400, "BAD_REQUEST"]);
  });

  test("and Next has seen none of them", () => expect(received).toEqual([]));
});

test("what a browser sends of its own reaches Next", async () => {
  const state = encodeURIComponent(JSON.stringify(["", { children: ["signin", { children: ["__PAGE__", {}] }] }]));
  const ofNext = [200, undefined];
  expect(await get("/signin", "RSC: 1", `Next-Router-State-Tree: ${state}`)).toEqual(ofNext);
  expect(await post("/signin", "Origin: http://jari.test", `Next-Router-State-Tree: ${state}`)).toEqual(ofNext);
  expect(await post("/signin", "Origin: https://tickets.test", "X-Forwarded-Host: tickets.test")).toEqual(ofNext);
  const form = '--x\r\nContent-Disposition: form-data; name="email"\r\n\r\na\r\n--x--\r\n';
  const formHead = ["POST /signin HTTP/1.1", "Host: jari.test", "Content-Type: multipart/form-data; boundary=x"];
  expect(await exchange(formHead, form)).toEqual(ofNext);
  expect(await post("/api/auth/signout", "Origin: http://elsewhere.test")).toEqual(ofNext);
  for (const host of ["jari.test:3000", "[::1]:3000", "127.0.0.1", "jari_web:80"])
    expect(await exchange(["GET / HTTP/1.1", `Host: ${host}`])).toEqual(ofNext);
});
