import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { env } from "@/lib/core/env";
import "@/server/next-proxy"; // whose metrics the server has as well
import { makeConcert, makeFan } from "../../support/fixtures";
import { api, scrape, send } from "../../support/http";
import { joinActive, paymentScenario, requestHold } from "../../support/scenarios";
import { startTestServer, type TestServer } from "../../support/test-server";

type Panel = { title: string; targets?: { expr: string }[] };
const dashboard = JSON.parse(readFileSync("deploy/grafana-dashboard.json", "utf8")) as { panels: Panel[] };
const queries = dashboard.panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ title, expr })));

/** What Prometheus would read: every sample, by its name and labels as they stand in the text. */
async function scraped(): Promise<Map<string, number>> {
  const response = await scrape();
  expect([response.status, response.headers.get("content-type")]).toEqual([200, expect.stringMatching(/^text\/plain/)]);
  const lines = (await response.text()).split("\n").filter((line) => line && !line.startsWith("#"));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ") + 1))]),
  );
}

const named = /\b(?:jari|process|nodejs)_\w+/g;
const nameOf = (sample: string) => sample.replace(/\{.*/, "");

describe("/api/metrics", () => {
  test("has the queue and the seats of a concert on sale, and each route's rate, errors and latency", async () => {
    const { concert } = await paymentScenario({
      concert: await makeConcert({ capacity: 1, seats: 10 }),
      seatNumbers: [1, 2],
    });
    const { id, scheduleId } = concert;
    const [inside, waits] = [await makeFan(), await makeFan()];
    const token = await joinActive(inside, concert);
    expect((await requestHold(inside, token, concert, [3])).status).toBe(201);
    expect((await requestHold(inside, token, concert, [1])).status).toBe(409);
    await api("POST", "/api/queue", { as: waits, body: { concertId: id } });

    const samples = await scraped();
    const line = (what: string) => samples.get(`jari_queue_${what}{concert="${id}"}`);
    const seats = (state: string) =>
      samples.get(`jari_seats{concert="${id}",schedule="${scheduleId}",state="${state}"}`);
    expect([line("waiting"), line("active"), line("capacity"), line("issued")]).toEqual([1, 1, 1, 3]);
    expect(line("admitted_per_minute")).toBe(2);
    expect([seats("available"), seats("held"), seats("sold")]).toEqual([7, 1, 2]);
    expect([samples.get('jari_engine_up{engine="postgres"}'), samples.get('jari_engine_up{engine="redis"}')]).toEqual([
      1, 1,
    ]);
    const count = (status: number) =>
      samples.get(`jari_http_request_seconds_count{method="POST",route="/api/holds",status="${status}"}`);
    expect([count(201), count(409)]).toEqual([2, 1]);
    expect(samples.get('jari_http_request_seconds_bucket{le="10",method="POST",route="/api/holds",status="201"}')).toBe(
      2,
    );
  });

  test("bounds its series, whatever methods and paths a client invents", async () => {
    for (const method of ["PROPFIND", "MADEUP"]) await send(`/api/${method}`, { method });
    const series = [...(await scraped()).keys()].filter((name) => /PROPFIND|MADEUP/.test(name));
    expect(series).toEqual([]);
  });
});

describe("with METRICS_TOKEN", () => {
  const METRICS_TOKEN = "a token for nobody but Prometheus";
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ METRICS_TOKEN });
  });
  afterAll(() => server.stop());

  test("requires the token", async () => {
    const read = async (headers: Record<string, string>) =>
      (await fetch(`http://127.0.0.1:${server.port}/api/metrics`, { headers })).status;
    expect(await read({})).toBe(401);
    expect(await read({ authorization: `Bearer ${METRICS_TOKEN.slice(1)}` })).toBe(401);
    expect(await read({ authorization: `Bearer ${METRICS_TOKEN}` })).toBe(200);
  });
});

describe("with several processes behind one port", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ API_PROCESSES: "2" });
  });
  afterAll(() => server.stop());

  test("any of them returns the sum of all", async () => {
    const before = await server.countRequests("/api/concerts");
    const listConcerts = () =>
      fetch(`http://127.0.0.1:${server.port}/api/concerts`, { headers: { connection: "close" } });
    for (let count = 0; count < 12; count++) await (await listConcerts()).text();
    const counts = await Promise.all(Array.from({ length: 6 }, () => server.countRequests("/api/concerts")));
    expect(counts).toEqual(Array(6).fill(before + 12));
  });
});

describe("the Grafana dashboard", () => {
  test("queries only metrics that exist", async () => {
    await paymentScenario();
    await api("GET", "/api/cron/audit", { headers: { authorization: `Bearer ${env().CRON_SECRET}` } });
    const namesNow = async () => new Set([...(await scraped()).keys()].map(nameOf));
    await expect.poll(namesNow).toContain("jari_audit_violations"); // the newest report is asked for once a second
    const names = await namesNow();
    const missing = queries.flatMap(({ title, expr }) =>
      [...expr.matchAll(named)].filter(([name]) => !names.has(name)).map(([name]) => `${title}: ${name}`),
    );
    expect(queries.length).toBeGreaterThan(15);
    expect(missing).toEqual([]);
  });

  test("shows every metric of Jari", async () => {
    const shown = new Set(queries.flatMap(({ expr }) => [...expr.matchAll(named)].map(([name]) => name)));
    const ours = [...(await scraped()).keys()].map(nameOf).filter((name) => name.startsWith("jari_"));
    expect([...new Set(ours)].filter((name) => !shown.has(name))).toEqual([]);
  });
});
