import { describe, expect, test } from "vitest";
import type { ConcertSession, Me } from "@/client/types";
import { movePostgresClock } from "@/tests/support/clock";
import { makeAdmin, makeConcert, makeFan, type TestConcert, type TestUser } from "@/tests/support/fixtures";
import { api, expectError } from "@/tests/support/http";
import { holdScenario, joinActive, pay } from "@/tests/support/scenarios";

describe("GET /api/me", () => {
  test("names the user of a session, and nobody without one", async () => {
    const { id, email, name, ...fan } = await makeFan();
    const known = await api<Me>("GET", "/api/me", { as: { id, email, name, role: fan.role } });
    expect(known.body.user).toEqual({ id, email, name, role: "FAN" });
    const stranger = await api<Me>("GET", "/api/me");
    expect(stranger.body.user).toBeNull();
    for (const text of [id, email, name]) expect(JSON.stringify(stranger.body)).not.toContain(text);
    expect(stranger.headers.get("cache-control")).toContain("no-store");
    expect(Math.abs(Date.parse(stranger.body.now) - Date.now())).toBeLessThan(60_000);
  });
});

const sessionAt = async (concert: TestConcert, as: TestUser, token?: string) =>
  (await api<ConcertSession>("GET", `/api/concerts/${concert.id}/session`, { as, token })).body;

describe("GET /api/concerts/{concertId}/session", () => {
  test("knows nothing of a fan who has never been there", async () => {
    const session = await sessionAt(await makeConcert(), await makeFan());
    expect(session).toMatchObject({ status: "NONE", expiresAt: null, hold: null, seatsOwned: 0, ended: "time" });
  });

  test("has the place of the token, the hold, and the seats that were paid", async () => {
    const scene = await holdScenario({ seatNumbers: [7, 8], balance: 100_000 });
    const { concert, fan, token } = scene;
    const held = await sessionAt(concert, fan, token);
    expect(held).toMatchObject({ status: "ACTIVE", seatsOwned: 0, ended: null });
    expect(held.hold?.reservations.map(({ id }) => id)).toEqual(scene.reservationIds);
    expect((await pay(scene)).status).toBe(201);
    const paid = await sessionAt(concert, fan, token);
    expect(paid).toMatchObject({ status: "EXPIRED", hold: null, seatsOwned: 2, ended: "paid" });
    expect(await sessionAt(concert, await makeFan(), token)).toMatchObject({
      status: "NONE",
      hold: null,
      seatsOwned: 0,
    });
  });

  test("says that a hold has lapsed", async () => {
    const { concert, fan, token } = await holdScenario();
    await movePostgresClock(6 * 60_000);
    expect(await sessionAt(concert, fan, token)).toMatchObject({ hold: null, ended: "lapsed" });
  });
});

describe("POST /api/queue with unlessExpelled", () => {
  test("is refused where an admin ended the place of the token, and joins where nobody did", async () => {
    const [concert, fan, admin] = await Promise.all([makeConcert(), makeFan(), makeAdmin()]);
    const token = await joinActive(fan, concert);
    const join = (body: object) => api<{ number: number }>("POST", "/api/queue", { as: fan, token, body });
    const { number } = (await join({ concertId: concert.id, unlessExpelled: true })).body;
    const path = `/api/admin/queues/${concert.id}/expulsions`;
    expect((await api("POST", path, { as: admin, body: { number, reason: "a test" } })).status).toBeLessThan(300);
    expectError(await join({ concertId: concert.id, unlessExpelled: true }), "PUT_OUT", 404);
    expect((await join({ concertId: concert.id })).body.number).toBeGreaterThan(number);
  });
});
