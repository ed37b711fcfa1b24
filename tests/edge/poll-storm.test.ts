import { rm } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { join } from "@/lib/queue";
import { pollAll } from "@/tools/bench/load/pollers";
import type { Engine } from "@/tools/dev/services/launch";
import { startNginx } from "@/tools/dev/services/nginx";
import { temporaryFolder } from "@/tools/testing/test-site";
import { makeConcert, makeFans } from "../support/fixtures";
import { startTestServer, type TestServer } from "../support/test-server";

const POLLERS = Number(process.env.EDGE_POLLERS ?? 400); // `npm run test:edge`: 10,000 for 20 s
const SECONDS = Number(process.env.EDGE_SECONDS ?? 2);
const SERVING = "/api/queue/serving";
const file = process.env.NGINX_PATH ?? "nginx";

let servers: TestServer[] = [];
let folder = "";
const running: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  [folder, ...servers] = await Promise.all([temporaryFolder(), startTestServer(), startTestServer()]);
});
afterAll(async () => {
  await Promise.all([...running, ...servers].map((part) => part.stop()));
  await rm(folder, { recursive: true, force: true });
});

async function nginx({ cache }: { cache: boolean }): Promise<Engine> {
  const ports = servers.map(({ port }) => port);
  const engine = await startNginx({
    file,
    folder: `${folder}/${cache ? "cache" : "no-cache"}`,
    upstreamPorts: ports,
    cache,
  });
  running.push(engine);
  return engine;
}

const originRequests = async () => {
  const counts = await Promise.all(servers.map((server) => server.countRequests(SERVING)));
  return counts.reduce((sum, count) => sum + count, 0);
};

/** A crowd that watches this line through an nginx, and how often the front doors were asked for it meanwhile. */
async function pollThrough(url: string, concertId: string, pollers: number, seconds: number) {
  const before = await originRequests();
  const stats = await pollAll({ url, path: `${SERVING}?concertId=${concertId}`, pollers, seconds });
  return { ...stats, origin: (await originRequests()) - before };
}

async function aLineOf(fans: number): Promise<string> {
  const { id } = await makeConcert({ capacity: 1 });
  const queue = {
    capacity: 1,
    admitPerMinute: 60,
    paused: false,
    opensAt: new Date(0),
    closesAt: new Date(2 ** 42),
    version: 1,
  };
  for (const fan of await makeFans(fans)) await join({ concertId: id, ...queue }, fan.id);
  return id;
}

test(`${POLLERS} fans who poll through nginx for ${SECONDS} s cause at most two requests a second to the servers`, async () => {
  const { url } = await nginx({ cache: true });
  const concertId = await aLineOf(3);
  const { answers, failures, seconds, bodies, waits, origin } = await pollThrough(url, concertId, POLLERS, SECONDS);
  const sorted = waits.toSorted((a, b) => a - b);
  const [p50 = 0, p99 = 0] = [0.5, 0.99].map((share) => sorted[Math.floor(share * sorted.length)]);
  process.stdout.write(
    `  ${answers} answers in ${seconds.toFixed(1)} s, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms; ` +
      `the front doors were asked ${origin} times, ${(origin / seconds).toFixed(2)} a second\n`,
  );
  expect(failures).toBe(0);
  expect(answers).toBeGreaterThan(POLLERS); // everybody more than once
  expect(origin).toBeLessThanOrEqual(2 * seconds);
  expect(origin).toBeGreaterThanOrEqual(1);
  expect(bodies.size).toBeGreaterThanOrEqual(Math.max(2, SECONDS / 5)); // what they saw was not old
});

test("without nginx's cache every poll reaches a server, so the count above is real", async () => {
  const { url } = await nginx({ cache: false });
  const { answers, failures, origin } = await pollThrough(url, await aLineOf(1), 20, 1);
  expect([failures, origin]).toEqual([0, answers]);
});

test("when one server stops, no poll fails", async () => {
  const { url } = await nginx({ cache: true });
  const [first] = servers;
  await first?.stop();
  const statuses = await Promise.all(Array.from({ length: 40 }, async () => (await fetch(`${url}/api/health`)).status));
  expect(new Set(statuses)).toEqual(new Set([200]));
});
