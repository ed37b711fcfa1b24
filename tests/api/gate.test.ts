import { beforeAll, describe, expect, test } from "vitest";
import type { Ticket } from "@/lib/queue";
import { makeConcert, makeFan, type TestConcert, type TestUser } from "@/tests/support/fixtures";
import { api, expectError } from "@/tests/support/http";
import { holdScenario, joinActive, newKey, paymentScenario, requestHold } from "@/tests/support/scenarios";

type Ask = { as?: TestUser; token?: string; headers?: Record<string, string> };
type Made = { path: string; body?: object; key?: string };

/** Every request that needs an ACTIVE token of the concert, with input that is right. */
const gated: [name: string, method: string, make: (of: TestConcert, reservationId: string) => Made][] = [
  ["GET /api/schedules", "GET", ({ id }) => ({ path: `/api/schedules?concertId=${id}` })],
  ["GET /api/seats", "GET", ({ scheduleId }) => ({ path: `/api/seats?scheduleId=${scheduleId}` })],
  ["POST /api/holds", "POST", ({ scheduleId }) => ({ path: "/api/holds", body: { scheduleId, seatNumbers: [9] } })],
  ["POST /api/payments", "POST", (_, id) => ({ path: "/api/payments", body: { reservationIds: [id] }, key: newKey() })],
];

describe.each(gated)("%s", (_, method, make) => {
  let inside: Awaited<ReturnType<typeof holdScenario>>;
  beforeAll(async () => {
    inside = await holdScenario();
  });
  const ask = (given: Ask) => {
    const { path, ...request } = make(inside.concert, inside.reservationIds[0] ?? "");
    return api(method, path, { ...request, ...given });
  };

  test("requires a session first", async () => {
    expectError(await ask({}), "UNAUTHENTICATED", 401);
    for (const authorization of ["Bearer", "Bearer x", "Bearer a.b.c.d.e", "Basic YTpi"])
      expectError(await ask({ headers: { authorization } }), "UNAUTHENTICATED", 401);
    const { path, key } = make(inside.concert, "1");
    const wrong = await api(method, path.split("?")[0] ?? "", { key, body: method === "GET" ? undefined : {} });
    expectError(wrong, "UNAUTHENTICATED", 401);
  });

  test("validates input before it checks access", async () => {
    const { path, key } = make(inside.concert, "1");
    const ask = { as: inside.fan, key, body: method === "GET" ? undefined : {} };
    expectError(await api(method, path.split("?")[0] ?? "", ask), "INVALID_INPUT", 422);
  });

  test("rejects a token that is missing, forged, another fan's or another concert's", async () => {
    const { fan: as, token, concert } = inside;
    expectError(await ask({ as }), "QUEUE_TOKEN_REQUIRED", 400);
    expectError(await ask({ as, token: `${token.slice(0, -2)}xx` }), "QUEUE_TOKEN_INVALID", 400);
    expectError(await ask({ as, token: await joinActive(await makeFan(), concert) }), "QUEUE_TOKEN_INVALID", 400);
    expectError(await ask({ as, token: await joinActive(as, await makeConcert()) }), "QUEUE_TOKEN_INVALID", 400);
  });
});

describe("a fan without an active session", () => {
  const refusalsOf = async (as: TestUser, token: string, of: TestConcert, reservationId: string) => {
    const codes: unknown[] = [];
    for (const [name, method, make] of gated) {
      const { path, ...request } = make(of, reservationId);
      const { status, body } = await api(method, path, { as, token, ...request });
      codes.push([name, status, body.code]);
    }
    return codes;
  };
  const everywhere = gated.map(([name]) => [name, 400, "QUEUE_TOKEN_NOT_ACTIVE"]);

  test("is rejected while waiting", async () => {
    const concert = await makeConcert({ capacity: 1 });
    const { fan, reservationIds } = await paymentScenario({ concert });
    await joinActive(await makeFan(), concert);
    const { body } = await api<Ticket>("POST", "/api/queue", { as: fan, body: { concertId: concert.id } });
    expect(body.status).toBe("WAITING");
    expect(await refusalsOf(fan, body.token, concert, reservationIds[0] ?? "")).toEqual(everywhere);
  });

  test("is rejected after the session ended, and must join again", async () => {
    const { fan, token, concert, reservationIds } = await holdScenario();
    await api("DELETE", `/api/holds/${reservationIds[0]}`, { as: fan });
    expect(await refusalsOf(fan, token, concert, reservationIds[0] ?? "")).toEqual(everywhere);
  });

  test("cannot use an ended session's token during another fan's session", async () => {
    const { fan, token, concert } = await paymentScenario();
    const other = await makeFan();
    await joinActive(other, concert);
    expectError(await requestHold(other, token, concert, [9]), "QUEUE_TOKEN_INVALID", 400);
    expectError(await requestHold(fan, token, concert, [9]), "QUEUE_TOKEN_NOT_ACTIVE", 400);
  });
});

describe("the access check before a 404", () => {
  test("an unknown date is 404 for a fan with any active session, and an access error for all others", async () => {
    const [concert, as] = [await makeConcert(), await makeFan()];
    const token = await joinActive(as, concert);
    const scheduleId = "9223372036854775807";
    const seats = (given: Ask) => api("GET", `/api/seats?scheduleId=${scheduleId}`, { as, ...given });
    expectError(await seats({}), "QUEUE_TOKEN_REQUIRED", 400);
    expectError(await seats({ token: "forged" }), "QUEUE_TOKEN_INVALID", 400);
    expectError(await seats({ token }), "SCHEDULE_NOT_FOUND", 404);
    const cookie = `jari-queue-${concert.id}=${token}`;
    expectError(await seats({ headers: { cookie } }), "SCHEDULE_NOT_FOUND", 404);
    const hold = { as, token, body: { scheduleId, seatNumbers: [1] } };
    expectError(await api("POST", "/api/holds", hold), "SCHEDULE_NOT_FOUND", 404);
  });
});
