import { describe, expect, test } from "vitest";
import { env } from "@/lib/core/env";
import type { PublicState, Ticket } from "@/lib/queue";
import { signToken } from "@/lib/queue/token";
import { makeConcert, makeFan } from "@/tests/support/fixtures";
import { api, expectError } from "@/tests/support/http";
import { holdScenario, joinActive, requestHold, visibleSeats } from "@/tests/support/scenarios";

const HOUR_MS = 3_600_000;
const soon = () => new Date(Date.now() + HOUR_MS);
const past = () => new Date(Date.now() - HOUR_MS);

describe("POST /api/queue", () => {
  test("answers 201 with a new place, then 200 with the same one", async () => {
    const concert = await makeConcert({ capacity: 0 });
    const as = await makeFan();
    const first = await api<Ticket>("POST", "/api/queue", { as, body: { concertId: concert.id } });
    const again = await api<Ticket>("POST", "/api/queue", { as, body: { concertId: concert.id } });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(first.body).toMatchObject({
      concertId: concert.id,
      status: "WAITING",
      number: 1,
      position: 1,
      expiresAt: null,
    });
    expect(again.body.number).toBe(1);
  });

  test("admits at once while there is capacity", async () => {
    const { body } = await api<Ticket>("POST", "/api/queue", {
      as: await makeFan(),
      body: { concertId: (await makeConcert()).id },
    });
    expect(body).toMatchObject({ status: "ACTIVE", position: 0 });
    expect(Date.parse(body.expiresAt ?? "")).toBeGreaterThan(Date.now());
  });

  test("sets the token as a cookie of that concert, which later requests send", async () => {
    const concert = await makeConcert();
    const as = await makeFan();
    const { headers, body } = await api<Ticket>("POST", "/api/queue", { as, body: { concertId: concert.id } });
    const cookie = headers.get("set-cookie") ?? "";
    expect(cookie).toBe(`jari-queue-${concert.id}=${body.token}; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax`);
    const [pair = ""] = cookie.split(";");
    const seen = await api("GET", `/api/schedules?concertId=${concert.id}`, {
      as,
      headers: { cookie: `a=b; ${pair}` },
    });
    expect(seen.status).toBe(200);
  });

  test("rejects a request without a session, an unknown concert, and a closed sale", async () => {
    const as = await makeFan();
    const join = (concertId: unknown) => api("POST", "/api/queue", { as, body: { concertId } });
    expectError(await api("POST", "/api/queue", { body: { concertId: "1" } }), "UNAUTHENTICATED", 401);
    expectError(await join("9223372036854775807"), "CONCERT_NOT_FOUND", 404);
    expectError(await join((await makeConcert({ salesOpenAt: soon() })).id), "SALE_NOT_OPEN", 409);
    const over = await makeConcert({ salesOpenAt: new Date(Date.now() - 2 * HOUR_MS), salesCloseAt: past() });
    expectError(await join(over.id), "SALE_CLOSED", 409);
    for (const wrong of ["0", "-1", "1.5", "x", "", "9223372036854775808", "1".repeat(400), 7, null, {}])
      expectError(await join(wrong), "INVALID_INPUT", 422);
  });
});

test("a fan who joins too often gets 429", async () => {
  const as = await makeFan();
  const body = { concertId: (await makeConcert()).id };
  const limit = 30 * env().RATE_LIMIT_MULTIPLIER;
  const answers = await Promise.all(Array.from({ length: 2 * limit }, () => api("POST", "/api/queue", { as, body })));
  const stopped = answers.filter(({ status }) => status === 429);
  expect(stopped.length).toBeGreaterThan(0);
  for (const { body } of stopped) expect(body.code).toBe("TOO_MANY_REQUESTS");
  expect(Number(stopped[0]?.headers.get("retry-after"))).toBeGreaterThan(0);
});

describe("GET /api/queue", () => {
  test("returns the position of a place", async () => {
    const concert = await makeConcert({ capacity: 1 });
    const [inside, next] = [await makeFan(), await makeFan()];
    const token = await joinActive(inside, concert);
    const { body: ticket } = await api<Ticket>("POST", "/api/queue", { as: next, body: { concertId: concert.id } });
    const ask = { as: next, token: ticket.token };
    const waiting = await api<Ticket>("GET", `/api/queue?concertId=${concert.id}`, ask);
    expect(waiting.body).toMatchObject({ status: "WAITING", number: 2, position: 1 });
    await api("DELETE", `/api/queue?concertId=${concert.id}`, { as: inside, token });
    const admitted = await api<Ticket>("GET", `/api/queue?concertId=${concert.id}`, ask);
    expect(admitted.body).toMatchObject({ status: "ACTIVE", number: 2, position: 0 });
    expect(admitted.headers.get("set-cookie")).toContain(`jari-queue-${concert.id}=${admitted.body.token};`);
  });

  test("returns EXPIRED after the session ended; joining again gives a new place", async () => {
    const { concert, fan, token, reservationIds } = await holdScenario();
    await api("DELETE", `/api/holds/${reservationIds[0]}`, { as: fan });
    const over = await api<Ticket>("GET", `/api/queue?concertId=${concert.id}`, { as: fan, token });
    expect([over.status, over.body.status, over.body.position]).toEqual([200, "EXPIRED", 0]);
    const again = await api<Ticket>("POST", "/api/queue", { as: fan, body: { concertId: concert.id } });
    expect([again.status, again.body.number]).toEqual([201, 2]);
  });

  test("rejects a token that is missing, forged, another fan's or another concert's, and an unknown place", async () => {
    const concert = await makeConcert();
    const [as, other] = [await makeFan(), await makeFan()];
    const token = await joinActive(as, concert);
    const see = (headers: object) => api("GET", `/api/queue?concertId=${concert.id}`, { as, ...headers });
    expectError(await see({}), "QUEUE_TOKEN_REQUIRED", 400);
    expectError(await see({ headers: { cookie: `jari-queue-1${concert.id}=${token}` } }), "QUEUE_TOKEN_REQUIRED", 400);
    for (const wrong of [
      "x",
      "a.b",
      `${token}x`,
      token.slice(1),
      await joinActive(other, concert),
      await joinActive(as, await makeConcert()),
      "x".repeat(5_000),
    ])
      expectError(await see({ token: wrong }), "QUEUE_TOKEN_INVALID", 400);
    const never = signToken({ concertId: concert.id, userId: as.id, number: 999_999 });
    expectError(await see({ token: never }), "NOT_IN_QUEUE", 404);
    expectError(await api("GET", `/api/queue?concertId=${concert.id}`, { token }), "UNAUTHENTICATED", 401);
    expectError(await api("GET", "/api/queue", { as, token }), "INVALID_INPUT", 422);
  });
});

describe("DELETE /api/queue", () => {
  test("leaves the queue, releases unpaid seats and the cookie, and is idempotent", async () => {
    const { concert, fan, token } = await holdScenario({ seatNumbers: [1, 2] });
    const leave = () => api("DELETE", `/api/queue?concertId=${concert.id}`, { as: fan, token });
    const left = await leave();
    expect(left.status).toBe(204);
    expect(left.headers.get("set-cookie")).toMatch(new RegExp(`^jari-queue-${concert.id}=; Path=/; Max-Age=0;`));
    expect((await leave()).status).toBe(204);
    expectError(await api("GET", `/api/queue?concertId=${concert.id}`, { as: fan, token }), "NOT_IN_QUEUE", 404);
    const other = await makeFan();
    const seen = await visibleSeats(other, await joinActive(other, concert), concert);
    expect(seen.seats.filter(({ status }) => status !== "AVAILABLE")).toEqual([]);
  });

  test("requires a session and the fan's own token", async () => {
    const concert = await makeConcert();
    const [as, other] = [await makeFan(), await makeFan()];
    const path = `/api/queue?concertId=${concert.id}`;
    expectError(await api("DELETE", path), "UNAUTHENTICATED", 401);
    expectError(await api("DELETE", path, { as }), "QUEUE_TOKEN_REQUIRED", 400);
    expectError(await api("DELETE", path, { as, token: await joinActive(other, concert) }), "QUEUE_TOKEN_INVALID", 400);
  });

  test("with an ended session's token, keeps a newer place and its hold", async () => {
    const { concert, fan, token: old, reservationIds } = await holdScenario();
    await api("DELETE", `/api/holds/${reservationIds[0]}`, { as: fan });
    const token = await joinActive(fan, concert);
    const held = await requestHold(fan, token, concert, [3]);
    expect((await api("DELETE", `/api/queue?concertId=${concert.id}`, { as: fan, token: old })).status).toBe(204);
    const seen = await visibleSeats(fan, token, concert);
    expect(seen.seats.find(({ number }) => number === 3)).toMatchObject({ status: "TEMPORARY", mine: true });
    expect(held.status).toBe(201);
  });
});

describe("GET /api/queue/serving", () => {
  test("is a public document that shared caches may keep for a second", async () => {
    const concert = await makeConcert({ capacity: 1 });
    await joinActive(await makeFan(), concert);
    await api("POST", "/api/queue", { as: await makeFan(), body: { concertId: concert.id } });
    const path = `/api/queue/serving?concertId=${concert.id}`;
    const { status, headers, body } = await api<PublicState>("GET", path);
    expect(status).toBe(200);
    expect(body).toMatchObject({ concertId: concert.id, head: 2, tail: 2, waiting: 1, active: 1, capacity: 1 });
    expect(headers.get("cache-control")).toBe("public, s-maxage=1, stale-while-revalidate=5");
    const etag = headers.get("etag") ?? "";
    await expect.poll(async () => (await api<PublicState>("GET", path)).body.at).not.toBe(body.at);
    const unchanged = await api("GET", path, { headers: { "if-none-match": `"other", ${etag}` } });
    expect([unchanged.status, unchanged.headers.get("etag")]).toEqual([304, etag]);
    expect((await api("GET", path)).headers.get("set-cookie")).toBeNull();
  });

  test("answers 404 for an unknown concert", async () => {
    expectError(await api("GET", "/api/queue/serving?concertId=9223372036854775807"), "CONCERT_NOT_FOUND", 404);
    expectError(await api("GET", "/api/queue/serving"), "INVALID_INPUT", 422);
  });
});
