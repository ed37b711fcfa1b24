import { expect, test } from "vitest";
import { sessionTokenOf } from "../support/http";
import { holdScenario, newKey } from "../support/scenarios";
import { whileHoldsHang } from "../support/stalled-postgres";
import { startTestServer } from "../support/test-server";

const CONCURRENT_HOLDS = 8;
const REJECTED = 8;

test("a hold that would wait more than a second is rejected within 100 ms, one with a slot after the request timeout", async () => {
  const { fan, token, concert } = await holdScenario();
  const server = await startTestServer({ API_MAX_CONCURRENT_REQUESTS: "8", REQUEST_TIMEOUT_SECONDS: "2" });
  const url = `http://127.0.0.1:${server.port}`;
  const headers = {
    authorization: `Bearer ${await sessionTokenOf(fan)}`,
    "queue-token": token,
    "content-type": "application/json",
  };
  const body = JSON.stringify({ scheduleId: concert.scheduleId, seatNumbers: [3] });
  const hold = async () => {
    const began = performance.now();
    const { status } = await fetch(`${url}/api/holds`, {
      method: "POST",
      headers: { ...headers, "idempotency-key": newKey() },
      body,
    });
    expect(status).toBe(503);
    return performance.now() - began;
  };
  const inFlight = async () => {
    const metrics = await (await fetch(`${url}/api/metrics`)).text();
    return Number(/^jari_http_in_flight\{\w+="hold"\} (\d+)/m.exec(metrics)?.[1]);
  };

  await whileHoldsHang(fan, async () => {
    const accepted = Promise.all(Array.from({ length: CONCURRENT_HOLDS }, hold));
    await expect.poll(inFlight).toBe(CONCURRENT_HOLDS);
    const rejected = [];
    for (let attempt = 0; attempt < REJECTED; attempt++) rejected.push(await hold());
    expect(Math.min(...rejected)).toBeLessThan(100);
    expect(Math.min(...(await accepted))).toBeGreaterThan(1_900);
  });
  await server.stop();
});
