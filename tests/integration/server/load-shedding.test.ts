import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkAnswer } from "../../support/contract";
import { makeFan, type TestUser } from "../../support/fixtures";
import { sessionTokenOf } from "../../support/http";
import { holdScenario, joinActive, newKey } from "../../support/scenarios";
import { whileHoldsHang } from "../../support/stalled-postgres";
import { startTestServer, type TestServer } from "../../support/test-server";

const AT_ONCE = 8;
const TURNED_AWAY = 8;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ API_MAX_CONCURRENT_REQUESTS: String(AT_ONCE), REQUEST_TIMEOUT_SECONDS: "5" });
});
afterAll(() => server.stop());

type RequestOptions = { as?: TestUser; token?: string; body?: object };

async function send(method: string, path: string, { as, token, body }: RequestOptions = {}) {
  const headers: Record<string, string> = { "content-type": "application/json", "idempotency-key": newKey() };
  if (as) headers.authorization = `Bearer ${await sessionTokenOf(as)}`;
  if (token) headers["queue-token"] = token;
  const init = { method, headers, body: body ? JSON.stringify(body) : undefined };
  const response = await fetch(`http://127.0.0.1:${server.port}${path}`, init);
  const answer = response.headers.get("content-type")?.includes("json") ? await response.json() : await response.text();
  checkAnswer(method, path, response, answer);
  const { status } = response;
  const retryAfter = Number(response.headers.get("retry-after"));
  return { status, code: answer.code as string, answer, retryAfter };
}

/** What the door counts under this name and label. */
async function counted(name: string): Promise<number> {
  const { answer } = await send("GET", "/api/metrics");
  const line = (answer as string).split("\n").find((one) => one.startsWith(`${name} `));
  return Number(line?.split(" ").at(-1));
}

test("under overload holders pay, polls are answered, the rest is shed at once, and the server recovers", async () => {
  const payer = await holdScenario({ balance: 1_000_000 });
  const { concert } = payer;
  const slow = await holdScenario({ concert, seatNumbers: [2] });
  const visitor = await makeFan();
  const token = await joinActive(visitor, concert);
  const askHold = () => {
    const body = { scheduleId: concert.scheduleId, seatNumbers: [3] };
    return send("POST", "/api/holds", { as: slow.fan, token: slow.token, body });
  };

  await whileHoldsHang(slow.fan, async () => {
    const stuck = Array.from({ length: AT_ONCE }, askHold);
    await expect.poll(() => counted('jari_http_in_flight{priority="hold"}')).toBe(AT_ONCE);
    const away = [];
    for (let tries = 0; tries < TURNED_AWAY; tries++) away.push(await askHold());
    for (const { status, code, retryAfter } of away) {
      expect([status, code]).toEqual([503, "OVERLOADED"]);
      expect(retryAfter).toBeGreaterThan(0);
    }
    expect(await counted('jari_http_shed_total{priority="hold"}')).toBe(TURNED_AWAY);

    const { fan: as, reservationIds } = payer;
    const paid = await send("POST", "/api/payments", { as, token: payer.token, body: { reservationIds } });
    expect(paid.status).toBe(201);
    const polled = await send("GET", `/api/queue?concertId=${concert.id}`, { as: visitor, token });
    expect(polled.status).toBe(200);
    expect((await send("GET", "/api/health")).status).toBe(200);

    for (const { status, code } of await Promise.all(stuck)) expect([status, code]).toEqual([503, "UNAVAILABLE"]);
  });

  await expect.poll(() => counted('jari_http_in_flight{priority="hold"}')).toBe(0);
  expect((await askHold()).status).toBe(201);
  expect(await counted('jari_http_shed_total{priority="pay"}')).toBe(0);
});

test("a slow sender takes no slot", async () => {
  const { fan: as, token, concert } = await holdScenario();
  const authorization = `authorization: Bearer ${await sessionTokenOf(as)}`;
  const head = ["POST /api/holds HTTP/1.1", "host: jari.test", authorization, "content-length: 50", "", "{"].join(
    "\r\n",
  );
  const slow = await Promise.all(
    Array.from({ length: 2 * AT_ONCE }, async () => {
      const socket = connect(server.port, "127.0.0.1");
      await new Promise((sent) => socket.write(head, sent));
      return socket;
    }),
  );
  const body = { scheduleId: concert.scheduleId, seatNumbers: [3] };
  expect((await send("POST", "/api/holds", { as, token, body })).status).toBe(201);
  expect(await counted('jari_http_in_flight{priority="hold"}')).toBe(0);
  for (const socket of slow) socket.destroy();
});
