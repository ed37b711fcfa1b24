import { describe, expect, test } from "vitest";
import { isSecure, securityHeaders } from "@/lib/api/framework/response";
import { endpoints } from "@/lib/api/routes";
import { makeFan } from "@/tests/support/fixtures";
import { api, expectError, send } from "@/tests/support/http";
import { joinActive, newKey, paymentScenario } from "@/tests/support/scenarios";

const EXPECTED = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "x-frame-options": "DENY",
  "cross-origin-resource-policy": "same-origin",
};
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe("every response", () => {
  test("has each security header once: successes and errors, known paths and unknown ones", async () => {
    const paths = endpoints.map(({ definition: { path } }) => path.replaceAll(/\{\w+\}/g, "1"));
    for (const path of new Set([...paths, "/api/nothing", "/api"])) {
      const { headers } = await send(path);
      for (const [name, value] of Object.entries(EXPECTED))
        expect([path, name, headers.get(name)]).toEqual([path, name, value]);
      expect(headers.get("x-powered-by")).toBeNull();
    }
  });

  test("has HSTS only over https", () => {
    const over = (proto: string) => new Request(`${proto}://tickets.example/api/concerts`);
    const security = (proto: string) => new Headers([...securityHeaders(over(proto))]);
    expect(security("https").get("strict-transport-security")).toMatch(/^max-age=\d{8}; includeSubDomains$/);
    expect(security("http").get("strict-transport-security")).toBeNull();
    expect([isSecure(over("https")), isSecure(over("http"))]).toEqual([true, false]);
  });

  test("has our own request id, whatever id the client sends, and an error repeats it", async () => {
    const claimed = { headers: { "x-request-id": 'mine","level":60' } };
    const [one, other] = [await api("GET", "/api/concerts", claimed), await api("GET", "/api/wallet", claimed)];
    for (const { headers } of [one, other]) expect(headers.get("x-request-id")).toMatch(uuid);
    expect(other.body.requestId).toBe(other.headers.get("x-request-id"));
    expect(other.body.requestId).not.toBe(one.headers.get("x-request-id"));
  });
});

test("one fan's data is 404 for another fan with a session of the same concert", async () => {
  const paid = await paymentScenario();
  const { fan, concert, paymentId } = paid;
  const turn = await joinActive(fan, concert);
  const held = await api<{ reservations: { id: string }[] }>("POST", "/api/holds", {
    ...{ as: fan, token: turn, body: { scheduleId: concert.scheduleId, seatNumbers: [7] } },
  });
  const [reservationId = ""] = held.body.reservations.map(({ id }) => id);
  const as = await makeFan({ balance: 1_000_000 });
  const token = await joinActive(as, concert);
  const key = newKey();

  expectError(await api("DELETE", `/api/holds/${reservationId}`, { as }), "RESERVATION_NOT_FOUND", 404);
  const pay = await api("POST", "/api/payments", { as, token, key, body: { reservationIds: [reservationId] } });
  expectError(pay, "RESERVATION_NOT_FOUND", 404);
  const refund = await api("POST", `/api/payments/${paymentId}/refund`, { as, key: newKey() });
  expectError(refund, "PAYMENT_NOT_FOUND", 404);
  const place = await api("GET", `/api/queue?concertId=${concert.id}`, { as, token: turn });
  expectError(place, "QUEUE_TOKEN_INVALID", 400);
  const mine = await api<{ reservations: [] }>("GET", "/api/reservations", { as });
  expect(mine.body.reservations).toEqual([]);
  const wallet = await api<{ balance: number; entries: [] }>("GET", "/api/wallet", { as });
  expect(wallet.body.balance).toBe(1_000_000);

  const still = await api<{ reservations: { id: string; status: string }[] }>("GET", "/api/reservations", { as: fan });
  expect(still.body.reservations.map(({ status }) => status).toSorted()).toEqual(["RESERVED", "RESERVING"]);
});
