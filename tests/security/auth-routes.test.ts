import { once } from "node:events";
import { createServer, type IncomingMessage, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { parseAuthRequest } from "@/lib/auth/auth-request";
import { proxyToNext } from "@/server/next-proxy";

const AUTH = "/api/auth/callback/credentials";

describe("next-auth's routes", () => {
  const url = `http://jari.test${AUTH}`;
  const path = ["callback", "credentials"];
  const FORM = "application/x-www-form-urlencoded";
  const JSON_TYPE = "application/json";
  function post(body: BodyInit, type = FORM): Request {
    const init = { method: "POST", headers: { "content-type": type }, body, duplex: "half" };
    return new Request(url, init);
  }

  async function refusalOf(sent: Request, to: readonly string[] = path): Promise<unknown> {
    const parsed = await parseAuthRequest(sent, to);
    if (!(parsed instanceof Response)) return parsed;
    const { status, code } = await parsed.json();
    expect([parsed.status, parsed.headers.get("content-type")]).toEqual([status, "application/problem+json"]);
    return `${status} ${code}`;
  }

  test("read no more than 64 KiB of a body, whether its length is declared or not", async () => {
    expect(await refusalOf(post(`email=${"a".repeat(65_536)}`))).toBe("413 PAYLOAD_TOO_LARGE");
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1_024;
        controller.enqueue(new Uint8Array(1_024));
      },
    });
    expect(await refusalOf(post(endless))).toBe("413 PAYLOAD_TOO_LARGE");
    expect(pulled).toBeLessThan(2 * 65_536);
  });

  test.each([
    ["email", 254],
    ["password", 200],
    ["csrfToken", 256],
    ["callbackUrl", 2_048],
    ["json", 5],
  ])("take a field %s of at most %i characters", async (field, longest) => {
    const form = (length: number) => `${field}=${"a".repeat(length)}`;
    expect(await refusalOf(post(form(longest)))).toMatchObject({ action: "callback/credentials" });
    expect(await refusalOf(post(form(longest + 1)))).toBe("422 INVALID_INPUT");
    expect(await refusalOf(post(JSON.stringify({ [field]: "a".repeat(longest + 1) }), JSON_TYPE))).toBe(
      "422 INVALID_INPUT",
    );
  });

  test("hand on only the fields that next-auth reads", async () => {
    const parsed = await parseAuthRequest(post("email=a%40jari.test&password=p&csrfToken=t&json=true&other=x"), path);
    expect("fields" in parsed && parsed.fields?.toString()).toBe(
      "csrfToken=t&email=a%40jari.test&password=p&json=true",
    );
  });

  test("read a form or JSON, and no other type of body", async () => {
    const sent = { email: "a@jari.test", password: "p" };
    for (const type of ["text/plain;charset=UTF-8", "multipart/form-data; boundary=x", "application/xml", ""])
      expect(await refusalOf(post(new TextEncoder().encode(JSON.stringify(sent)), type))).toBe(
        "415 UNSUPPORTED_MEDIA_TYPE",
      );
    expect(await refusalOf(post("", "text/plain"))).toEqual({
      action: "callback/credentials",
      fields: new URLSearchParams(),
    });
    expect(await refusalOf(post(JSON.stringify(sent), "application/json; charset=utf-8"))).toMatchObject({
      action: "callback/credentials",
    });
  });

  test("refuse malformed JSON, text that no database stores, and bodies that are no object", async () => {
    expect(await refusalOf(post("{", JSON_TYPE))).toBe("400 BAD_JSON");
    expect(await refusalOf(post("email=%00"))).toBe("422 INVALID_INPUT");
    for (const body of ["null", "[]x", '"text"', '{"email":{"length":1}}', '{"email":"\\ud800"}'])
      expect(await refusalOf(post(body, JSON_TYPE))).toMatch(/^4(00 BAD_JSON|22 INVALID_INPUT)$/);
  });

  test.each([
    "signin",
    "signin/credentials",
    "error",
    "verify-request",
    "_log",
    "session",
    "callback/other",
    "callback",
  ])("do not serve POST %s", async (action) =>
    expect(await refusalOf(post("email=a"), action.split("/"))).toBe("404 NOT_FOUND"),
  );

  test("serve csrf, providers and session, and none of next-auth's pages", async () => {
    const get = (action: string) => refusalOf(new Request(`http://jari.test/api/auth/${action}`), [action]);
    for (const action of ["csrf", "providers", "session"]) expect(await get(action)).toEqual({ action });
    for (const action of ["signin", "signout", "error", "verify-request", "callback", "constructor"])
      expect(await get(action)).toBe("404 NOT_FOUND");
  });
});

describe("the self-hosted server", () => {
  let servers: Server[] = [];
  afterEach(() => {
    for (const server of servers) server.close().closeAllConnections();
    servers = [];
  });

  async function listening(server: Server): Promise<number> {
    servers.push(server.listen(0, "127.0.0.1"));
    await once(server, "listening");
    return (server.address() as AddressInfo).port;
  }

  /** A server in front of one that stands for Next, and how many bytes of each body that one has received. */
  async function startProxy(): Promise<{ port: number; received: number[] }> {
    const received: number[] = [];
    const next = createServer((incoming, outgoing) => {
      let bytes = 0;
      incoming.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
      });
      incoming.on("end", () => outgoing.end("of Next"));
      incoming.on("close", () => received.push(bytes));
    });
    const nextPort = await listening(next);
    const client = { address: "198.51.100.1", host: "jari.test", proto: "http" };
    const server = createServer((incoming, outgoing) => proxyToNext({ port: nextPort, client }, incoming, outgoing));
    return { port: await listening(server), received };
  }

  async function post(port: number, path: string, bytes: number, headers: Record<string, string>): Promise<number> {
    const sent = request({ host: "127.0.0.1", port, path, method: "POST", headers });
    sent.on("error", () => {}); // the server may close the connection while the rest is sent
    const responded = once(sent, "response");
    sent.end(Buffer.alloc(bytes));
    const [response] = (await responded) as [IncomingMessage];
    response.resume();
    return response.statusCode ?? 0;
  }
  const chunked = { "transfer-encoding": "chunked" };
  const declared = (bytes: number) => ({ "content-length": String(bytes) });

  describe.each([AUTH, "/api/auth/signout?x=1", "/api/auth"])("%s", (path) => {
    test("hands nothing of a body on to Next that is declared longer than 64 KiB", async () => {
      const { port, received } = await startProxy();
      expect(await post(port, path, 65_537, declared(65_537))).toBe(413);
      expect(await post(port, path, 65_536, declared(65_536))).toBe(200);
      await expect.poll(() => received).toEqual([65_536]);
    });

    test("hands at most 64 KiB of a chunked body on to Next", async () => {
      const { port, received } = await startProxy();
      expect(await post(port, path, 1_000_000, chunked)).toBe(413);
      expect(await post(port, path, 65_536, chunked)).toBe(200);
      await expect.poll(() => received).toContain(65_536);
      for (const bytes of received) expect(bytes).toBeLessThanOrEqual(65_536);
    });
  });

  test("hands the 4 MiB of a page's form on to Next", async () => {
    const { port, received } = await startProxy();
    expect(await post(port, "/admin/concerts/new", 4 * 1_048_576, declared(4 * 1_048_576))).toBe(200);
    await expect.poll(() => received).toEqual([4 * 1_048_576]);
  });
});
