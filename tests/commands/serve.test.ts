import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { issueToken } from "@/lib/auth/session";
import { bundleServer } from "@/server/build/bundle-server";
import { CLIENT_ADDRESS_HEADER } from "@/server/client-info";
import { type Child, startChild } from "@/tools/dev/child-process";
import { freePort } from "@/tools/dev/services/ports";
import { childPidsOf } from "@/tools/dev/services/process-tree";
import { waitForHttp } from "@/tools/dev/wait-for-http";
import { makeConcert, makeFan } from "../support/fixtures";
import { joinActive } from "../support/scenarios";

const open: Child[] = [];
afterEach(async () => {
  for (const child of open.splice(0)) await child.stop();
});

async function startServer(processes: number, more: Record<string, string> = {}) {
  const port = await freePort();
  const settings = { HOST: "127.0.0.1", PORT: String(port), API_PROCESSES: String(processes), ...more };
  const child = startChild("The server", [await bundleServer(), "1"], {
    env: { ...process.env, METRICS_TOKEN: "", TRUSTED_PROXY_HEADER: CLIENT_ADDRESS_HEADER, ...settings },
    quiet: true,
  });
  open.push(child);
  await waitForHttp(`http://127.0.0.1:${port}/api/health`, child);
  return { child, port };
}

const statusOf = (port: number) =>
  fetch(`http://127.0.0.1:${port}/api/health`, {
    headers: { connection: "close" },
    signal: AbortSignal.timeout(2_000),
  }).then(
    ({ status }) => status,
    () => "refused",
  );

async function streamOf(port: number) {
  const [fan, concert] = [await makeFan(), await makeConcert()];
  const headers = {
    authorization: `Bearer ${(await issueToken(fan)).token}`,
    "queue-token": await joinActive(fan, concert),
  };
  const stream = await fetch(`http://127.0.0.1:${port}/api/seats/stream?scheduleId=${concert.scheduleId}`, { headers });
  expect(stream.status).toBe(200);
  return stream;
}

/** Kills one of its processes and waits until there are as many as before. */
async function loseOne({ child, port }: { child: Child; port: number }) {
  const running = () => childPidsOf(child.pid);
  await expect.poll(running).toHaveLength(2);
  const [first = 0] = running();
  process.kill(first, "SIGKILL");
  await expect.poll(() => statusOf(port)).toBe(200);
  await expect.poll(() => running().filter((pid) => pid !== first)).toHaveLength(2);
}

const get = (port: number, path: string) =>
  fetch(`http://127.0.0.1:${port}${path}`, { headers: { connection: "close" } }).then((response) => response.text());

/** How often a path was asked, as the door counts it. */
async function countOf(port: number, route: string): Promise<number> {
  const line = new RegExp(`^jari_http_request_seconds_count\\{.*route="${route}".*\\} (\\d+)$`, "m");
  return Number(line.exec(await get(port, "/api/metrics"))?.[1]);
}

describe.each([1, 2])("a server of %i processes", (processes) => {
  test("sums its metrics, replaces a process that dies, and on SIGTERM rejects new requests, ends streams and finishes requests in flight", async () => {
    const { child, port } = await startServer(processes);
    for (let pending = 0; pending < 6; pending++) await get(port, "/api/openapi.json");
    expect(await countOf(port, "/api/openapi.json")).toBe(6); // whichever of them answered
    if (processes > 1) await loseOne({ child, port });
    const stream = await streamOf(port);
    const body = JSON.stringify({
      email: `late-${port}-${processes}@jari.test`,
      password: "a long password",
      name: "Late",
    });
    const headers = { "content-type": "application/json", "content-length": body.length, expect: "100-continue" };
    const pending = request({ host: "127.0.0.1", port, method: "POST", path: "/api/users", headers });
    pending.flushHeaders();
    await once(pending, "continue"); // it has begun
    const stopped = child.stop();
    await expect.poll(() => statusOf(port)).toBe("refused");
    await stream.text(); // to its end
    pending.end(body);
    const [answer] = await once(pending, "response");
    expect([answer.statusCode, answer.headers.connection]).toEqual([201, "close"]);
    await stopped;
    expect(await child.exited).toBe(0);
  });
});

/** What a connection says after these bytes until it is closed. */
async function readUntilClosed(port: number, bytes: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  let received = "";
  socket.on("data", (chunk) => {
    received += chunk;
  });
  socket.write(bytes);
  await once(socket, "close");
  return received;
}

test("an incomplete request is answered 408 and its connection closed after REQUEST_RECEIVE_TIMEOUT_SECONDS", async () => {
  const { port } = await startServer(1, { REQUEST_RECEIVE_TIMEOUT_SECONDS: "2" });
  const head = "POST /api/users HTTP/1.1\r\nHost: jari.test\r\n";
  const [half, headless] = await Promise.all([
    readUntilClosed(port, `${head}Content-Length: 9\r\n\r\n{`),
    readUntilClosed(port, head),
  ]);
  for (const received of [half, headless]) {
    expect(received).toMatch(/^HTTP\/1\.1 408 /);
    expect(received).toContain('"code":"REQUEST_TIMEOUT"');
  }
});
