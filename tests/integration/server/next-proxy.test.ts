import { once } from "node:events";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { startServer } from "@/server/http-server";
import { freePort } from "@/tools/dev/services/ports";

const RUNNING_PAGES_OF_A_CLIENT = 8; // half of those that may be with Next
const RUNNING_PAGES = 16;
const NEXT_ALONE_MS = 60_000;

type Seen = { method: string; url: string; bytes: number; respond: (body?: string) => void };

const ends: (() => Promise<unknown> | undefined)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const close = (server: Server) => async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
};

/** What Next is in these tests: it has seen these requests whole, and responds when a test says so. */
async function fakeNext(handle?: (incoming: IncomingMessage, outgoing: ServerResponse) => void) {
  const seen: Seen[] = [];
  const server = createServer(async (incoming, outgoing) => {
    if (handle) return handle(incoming, outgoing);
    let bytes = 0;
    for await (const chunk of incoming) bytes += chunk.length;
    const { method = "", url = "" } = incoming;
    seen.push({ method, url, bytes, respond: (body = url) => void outgoing.end(body) });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  ends.push(close(server));
  const { port } = server.address() as AddressInfo;
  const urls = () => seen.map(({ url }) => url);
  return { port, seen, urls, connections: () => new Promise((resolve) => server.getConnections((_, n) => resolve(n))) };
}

/** The server as it is in production, in front of this Next. It takes the client's address from `x-real-ip`. */
async function startFront(nextPort: number, receiveTimeoutMs = NEXT_ALONE_MS): Promise<number> {
  const port = await freePort();
  const server = await startServer({
    host: "127.0.0.1",
    port,
    nextPort,
    buildFolder: "/nowhere",
    trustedHeader: "x-real-ip",
    receiveTimeoutMs,
    idleSocketTimeoutMs: NEXT_ALONE_MS,
  });
  ends.push(() => server.close());
  return port;
}

type Sent = {
  method?: string;
  path?: string;
  client?: string;
  headers?: Record<string, string>;
  body?: Buffer | string;
};

/** Sends a request over a connection of its own. */
async function send(
  port: number,
  { method = "GET", path = "/a-page", client = "203.0.113.1", headers = {}, body }: Sent = {},
) {
  const all = { ...headers, host: "127.0.0.1", "x-real-ip": client };
  const outgoing = request({ host: "127.0.0.1", port, method, path, headers: all, agent: false });
  outgoing.on("error", () => {}); // a server that has responded may close the connection while the rest is sent
  outgoing.end(body);
  const [response] = (await once(outgoing, "response")) as [IncomingMessage];
  let text = "";
  for await (const chunk of response.setEncoding("utf8")) text += chunk;
  return { status: response.statusCode, headers: response.headers, text };
}

/** A connection on which the head of a POST has been sent, and so many bytes of its body, which has one more. */
async function slowBody(port: number, client: string, bytes = 1): Promise<Socket> {
  const socket = connect(port, "127.0.0.1").on("error", () => {});
  ends.push(async () => socket.destroy());
  const length = `content-length: ${bytes + 1}`;
  const lines = ["POST /signin HTTP/1.1", "host: 127.0.0.1", `x-real-ip: ${client}`, length, "", "a".repeat(bytes)];
  await new Promise((sent) => socket.write(lines.join("\r\n"), sent));
  return socket;
}

test("260 slow bodies keep no page away, reach Next with nothing, and are timed out", async () => {
  const next = await fakeNext((_, outgoing) => void outgoing.end("a page"));
  const port = await startFront(next.port, 2_000);
  const slow = await Promise.all(Array.from({ length: 260 }, () => slowBody(port, "203.0.113.1")));
  const ended = slow.map(async (socket) => {
    let text = "";
    for await (const chunk of socket.setEncoding("utf8")) text += chunk;
    return text.slice(0, 12);
  });
  expect(await send(port)).toMatchObject({ status: 200, text: "a page" });
  expect(await next.connections()).toBe(1);
  expect(new Set(await Promise.all(ended))).toEqual(new Set(["HTTP/1.1 408"]));
});

test("bodies that do not end take a bounded memory, and leave other clients theirs", async () => {
  const next = await fakeNext((_, outgoing) => void outgoing.end("done"));
  const port = await startFront(next.port);
  let rejected = 0;
  const fill = async () => {
    const socket = await slowBody(port, "203.0.113.1", 65_535);
    socket.on("data", (chunk) => {
      if (chunk.includes("HTTP/1.1 503")) rejected++;
    });
  };
  await Promise.all(Array.from({ length: 300 }, fill)); // 19 MiB of the 32 for all
  await expect.poll(() => rejected).toBeGreaterThan(0);
  expect(await send(port, { method: "POST", client: "203.0.113.2", body: "a".repeat(65_536) })).toMatchObject({
    text: "done",
  });
});

test("a page that hangs for one client leaves the others theirs, and actions overtake pages", async () => {
  const next = await fakeNext();
  const port = await startFront(next.port);
  const greedy = Array.from({ length: 40 }, (_, n) => send(port, { path: `/greedy-${n}` }));
  await expect.poll(next.urls).toHaveLength(RUNNING_PAGES_OF_A_CLIENT);
  const other = send(port, { path: "/other", client: "203.0.113.2" });
  await expect.poll(next.urls).toContain("/other");

  const crowd = Array.from({ length: 30 }, (_, n) =>
    send(port, { path: `/crowd-${n}`, client: `203.0.113.${10 + n}` }),
  );
  await expect.poll(next.urls).toHaveLength(RUNNING_PAGES);
  const action = send(port, { method: "POST", path: "/action", body: "x", client: "203.0.113.1" });
  await expect.poll(next.urls).toContain("/action");

  const all = [...greedy, other, ...crowd, action];
  for (let answered = 0; answered < all.length; answered++) {
    await expect.poll(() => next.seen.length).toBeGreaterThan(answered);
    next.seen[answered]?.respond();
  }
  for (const { status } of await Promise.all(all)) expect(status).toBe(200);
  const turns = next.urls().slice(RUNNING_PAGES + 1);
  const lastOfCrowd = turns.findLastIndex((url) => url.startsWith("/crowd"));
  expect(lastOfCrowd, "whoever asks for much waits behind who asks for one").toBeLessThan(turns.length - 10);
});

test("a client that goes away gives its place to the next", async () => {
  const next = await fakeNext();
  const port = await startFront(next.port);
  const absent = Array.from({ length: RUNNING_PAGES_OF_A_CLIENT }, () => {
    const outgoing = request({ host: "127.0.0.1", port, path: "/gone", headers: { "x-real-ip": "203.0.113.1" } });
    outgoing.on("error", () => {});
    outgoing.end();
    return outgoing;
  });
  await expect.poll(next.urls).toHaveLength(absent.length);
  const waiting = send(port, { path: "/waiting" });
  for (const outgoing of absent) outgoing.destroy();
  await expect.poll(next.urls).toContain("/waiting");
  next.seen.at(-1)?.respond();
  expect((await waiting).status).toBe(200);
});

const LARGE_PAGE = Buffer.alloc(6 * 1024 * 1024, "page "); // more than the system takes for a client that reads nothing

test("clients that read nothing do not keep their places with Next", async () => {
  let requests = 0;
  const next = await fakeNext((_, outgoing) => {
    requests++;
    outgoing.end(LARGE_PAGE);
  });
  const port = await startFront(next.port);
  await Promise.all(
    Array.from({ length: RUNNING_PAGES_OF_A_CLIENT }, async () => {
      const socket = connect(port, "127.0.0.1").on("error", () => {});
      ends.push(async () => socket.destroy());
      socket.pause();
      const head = "GET /large HTTP/1.1\r\nhost: 127.0.0.1\r\nx-real-ip: 203.0.113.1\r\n\r\n";
      await new Promise((sent) => socket.write(head, sent));
    }),
  );
  await expect.poll(() => requests).toBe(RUNNING_PAGES_OF_A_CLIENT);
  expect((await send(port)).text.length).toBe(LARGE_PAGE.length);
});

const html = { accept: "text/html,*/*;q=0.8" };

/** As many requests of this client as wait for Next at most, none of which it answers. */
async function fill(port: number, client: string): Promise<void> {
  const full = async () => (await send(port, { path: "/full", client, headers: { accept: "*/*" } })).status;
  const stuck = () => {
    const outgoing = request({
      host: "127.0.0.1",
      port,
      path: "/stuck",
      headers: { "x-real-ip": client },
      agent: false,
    });
    outgoing.on("error", () => {});
    outgoing.on("response", (response) => response.resume());
    outgoing.end();
    ends.push(async () => void outgoing.destroy());
  };
  for (let sent = 0; sent < 280; sent++) stuck();
  expect(await full()).toBe(503);
}

test("where nothing more can wait, a browser gets a page that tries again, and a program a problem", async () => {
  const next = await fakeNext();
  const port = await startFront(next.port);
  const client = "203.0.113.1";
  await fill(port, client);
  const korean = await send(port, { client, headers: { ...html, "accept-language": "ko-KR" } });
  const english = await send(port, { client, headers: { ...html, "accept-language": "ko", cookie: "a=b; locale=en" } });
  for (const [{ status, headers, text }, language] of [
    [korean, "ko"],
    [english, "en"],
  ] as const) {
    expect([status, headers["content-language"], headers["cache-control"]]).toEqual([503, language, "no-store"]);
    expect(text).toContain(`<html lang="${language}">`);
    expect(text).toContain(`<meta http-equiv="refresh" content="${headers["retry-after"]}">`);
    expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+';/);
    expect(text).not.toContain("<script");
  }
  const ofRouter = await send(port, { client, headers: { ...html, rsc: "1" } });
  const ofProgram = await send(port, { client });
  for (const { status, headers, text } of [ofRouter, ofProgram]) {
    expect([status, headers["content-type"]]).toEqual([503, "application/problem+json"]);
    expect(Number(headers["retry-after"])).toBeGreaterThan(0);
    expect(JSON.parse(text)).toMatchObject({ code: "OVERLOADED", status: 503 });
  }
});

test("without Next a browser gets the page that tries again", async () => {
  const port = await startFront(1);
  const page = await send(port, { headers: { ...html, "accept-language": "en" } });
  expect([page.status, page.headers["content-type"]]).toEqual([503, "text/html; charset=utf-8"]);
  const form = await send(port, { method: "POST", body: "a=b", headers: { ...html, "accept-language": "en" } });
  expect(form.text).toContain("We can&#39;t tell".replace("&#39;", "'"));
});

test.each([
  ["/signin", 65_536, 65_537],
  ["/admin/concerts/new", 4 * 1024 * 1024 + 65_536, 4 * 1024 * 1024 + 65_537],
  ["/admin/concerts/42?saved", 4 * 1024 * 1024, 5 * 1024 * 1024],
  ["/admin/concerts/42/other", 65_536, 65_537],
])("a body for %s has at most its bytes, declared or not", async (path, most, more) => {
  const next = await fakeNext((incoming, outgoing) => {
    let bytes = 0;
    incoming.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
    });
    incoming.on("end", () => outgoing.end(`${bytes} of ${incoming.headers["content-length"]}`));
  });
  const port = await startFront(next.port);
  const post = async (bytes: number, headers: Record<string, string>) => {
    const body = Buffer.alloc(bytes);
    return send(port, { method: "POST", path, body, headers }).catch(() => ({ status: 413, text: "" })); // or hung up
  };
  for (const framing of [{ "transfer-encoding": "chunked" }, undefined]) {
    const declared = (bytes: number) => framing ?? { "content-length": String(bytes) };
    expect(await post(most, declared(most))).toMatchObject({ status: 200, text: `${most} of ${most}` });
    expect(await post(more, declared(more))).toMatchObject({ status: 413 });
  }
});

const FORM = "multipart/form-data; boundary=b";
const field = '--b\r\ncontent-disposition: form-data; name="email"\r\n\r\na@jari.test\r\n';

test.each([
  ["a form that is cut off", { "content-type": FORM }, field],
  ["a form cut off in a part's head", { "content-type": FORM }, `${field}--b\r\ncontent-dis`],
  ["a form of another boundary", { "content-type": "multipart/form-data; boundary=c" }, `${field}--b--\r\n`],
  ["the arguments of an action that are cut off", { "content-type": FORM, "next-action": "a" }, field],
  ["arguments that are no JSON", { "content-type": "text/plain;charset=UTF-8", "next-action": "a" }, '["a"'],
])("%s: 400, and Next does not see it", async (_, headers, body) => {
  const next = await fakeNext();
  const port = await startFront(next.port);
  expect(await send(port, { method: "POST", headers, body })).toMatchObject({ status: 400 });
  expect(next.urls()).toEqual([]);
});

const PLAN = { method: "POST", path: "/admin/concerts/new" };
const plan = `${field}--b\r\ncontent-disposition: form-data; name="1_plan"\r\n\r\n${"seat ".repeat(20_000)}`;

test("a seating plan that is cut off does not reach Next, and one that is whole does", async () => {
  const next = await fakeNext((incoming, outgoing) => void incoming.resume().on("end", () => outgoing.end("saved")));
  const port = await startFront(next.port);
  const headers = { "content-type": FORM, "next-action": "a" };
  expect(await send(port, { ...PLAN, headers, body: plan })).toMatchObject({ status: 400 });
  expect(await send(port, { ...PLAN, headers, body: `${plan}\r\n--b--\r\n` })).toMatchObject({ text: "saved" });
});

test.each([
  ["a form", { "content-type": FORM }, `${field}--b--\r\n`],
  ["the arguments of an action", { "content-type": FORM, "next-action": "a" }, `${field}--b--\r\n`],
  ["arguments as JSON", { "content-type": "text/plain;charset=UTF-8", "next-action": "a" }, '["a"]'],
  ["any other body", { "content-type": "application/x-www-form-urlencoded" }, "a=b"],
])("Next gets %s as it was sent", async (_, headers, body) => {
  const next = await fakeNext((incoming, outgoing) => void incoming.pipe(outgoing));
  const port = await startFront(next.port);
  expect(await send(port, { method: "POST", headers, body })).toMatchObject({ status: 200, text: body });
});
