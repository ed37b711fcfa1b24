import { describe, expect, test } from "vitest";
import { concertAuditLog } from "@/lib/concerts";
import type { QueueStats, Ticket } from "@/lib/queue";
import { makeAdmin, makeConcert, makeFan, type TestConcert, type TestUser } from "@/tests/support/fixtures";
import { api, expectError } from "@/tests/support/http";
import { holdScenario, joinActive, pay, visibleSeats } from "@/tests/support/scenarios";

type Found = {
  number: number;
  status: string;
  position: number;
  fan: { id: string; email: string };
  seatsHeld: number;
};

const join = async (fan: TestUser, { id }: TestConcert) =>
  (await api<Ticket>("POST", "/api/queue", { as: fan, body: { concertId: id } })).body;

const pathOf = ({ id }: TestConcert, name = "") => `/api/admin/queues/${id}${name && `/${name}`}`;

test("GET /api/admin/queues/{concertId} returns the queue's statistics and those of its last half hour", async () => {
  const [as, concert] = [await makeAdmin(), await makeConcert({ capacity: 1 })];
  await joinActive(await makeFan(), concert);
  await join(await makeFan(), concert);
  const { status, body } = await api<QueueStats>("GET", pathOf(concert), { as });
  expect([status, body.minutes.length]).toEqual([200, 30]);
  expect(body).toMatchObject({ waiting: 1, active: 1, passedOver: 0, medianWaitSeconds: 0, showUpRate: 1 });
  const sum = (name: "joined" | "admitted" | "arrived") => body.minutes.reduce((all, minute) => all + minute[name], 0);
  expect([sum("joined"), sum("admitted"), sum("arrived")]).toEqual([2, 1, 1]);
});

describe("POST /api/admin/queues/{concertId}/admissions", () => {
  test("admits fans despite a pause, within the capacity, and returns how many", async () => {
    const [as, concert] = [await makeAdmin(), await makeConcert({ capacity: 2 })];
    await api("PATCH", pathOf(concert), { as, body: { paused: true } });
    const fans = [await makeFan(), await makeFan(), await makeFan()];
    const tickets = [];
    for (const fan of fans) tickets.push(await join(fan, concert));
    expect(tickets.map(({ status }) => status)).toEqual(["WAITING", "WAITING", "WAITING"]);
    const admit = (count: number) => api("POST", pathOf(concert, "admissions"), { as, body: { count } });
    expect(await admit(1)).toMatchObject({ status: 201, body: { admitted: 1, obstacle: null } });
    expect(await admit(5)).toMatchObject({ status: 201, body: { admitted: 1, obstacle: "capacity" } });
    const statuses = await Promise.all(fans.map((fan) => join(fan, concert)));
    expect(statuses.map(({ status }) => status)).toEqual(["ACTIVE", "ACTIVE", "WAITING"]);
    const history = await concertAuditLog(concert.id, { id: as.id, role: "ADMIN" });
    expect(history.slice(0, 4).map(({ changes }) => changes)).toEqual([
      ...[{ admitted: [null, 1] }, { admissions: [null, 5] }],
      ...[{ admitted: [null, 1] }, { admissions: [null, 1] }],
    ]);
  });

  test("rejects an invalid count and an unknown concert", async () => {
    const [as, concert] = [await makeAdmin(), await makeConcert()];
    for (const count of [0, -1, 1.5, 1_001, "3"])
      expectError(await api("POST", pathOf(concert, "admissions"), { as, body: { count } }), "INVALID_INPUT", 422);
    const nowhere = "/api/admin/queues/9223372036854775807/admissions";
    expectError(await api("POST", nowhere, { as, body: { count: 1 } }), "CONCERT_NOT_FOUND", 404);
  });
});

describe("POST /api/admin/queues/{concertId}/expulsions", () => {
  test("expels the fan with that number, releases their seats, and answers their next poll PUT_OUT", async () => {
    const as = await makeAdmin();
    const { concert, fan, token, reservationIds } = await holdScenario({ seatNumbers: [1, 2] });
    const found = await api<Found>("GET", `${pathOf(concert, "places")}?number=1`, { as });
    expect(found.body).toEqual({
      number: 1,
      status: "ACTIVE",
      position: 0,
      seatsHeld: 2,
      fan: { id: fan.id, email: fan.email, name: fan.name },
    });
    const body = { number: 1, reason: "Sells places" };
    const out = await api("POST", pathOf(concert, "expulsions"), { as, body });
    expect(out).toMatchObject({ status: 201, body: { number: 1, released: 2, fan: { email: fan.email } } });
    expectError(await api("GET", `/api/queue?concertId=${concert.id}`, { as: fan, token }), "PUT_OUT", 404);
    expectError(await pay({ fan, token, reservationIds }), "QUEUE_TOKEN_NOT_ACTIVE", 400);
    const other = await makeFan();
    const { seats } = await visibleSeats(other, await joinActive(other, concert), concert);
    expect(seats.filter(({ status }) => status !== "AVAILABLE")).toEqual([]);
    expectError(await api("POST", pathOf(concert, "expulsions"), { as, body }), "NOT_IN_QUEUE", 404);
    const left = await api("DELETE", `/api/queue?concertId=${concert.id}`, { as: fan, token });
    expect(left.status).toBe(204);
    expect(await join(fan, concert)).toMatchObject({ status: "ACTIVE", number: 3 });
  });

  test("finds a fan by email in any case", async () => {
    const [as, concert, fan] = [await makeAdmin(), await makeConcert({ capacity: 0 }), await makeFan()];
    await join(await makeFan(), concert);
    await join(fan, concert);
    const email = ` ${fan.email.toUpperCase()} `;
    const place = `${pathOf(concert, "places")}?email=${encodeURIComponent(email)}`;
    expect((await api<Found>("GET", place, { as })).body).toMatchObject({ number: 2, status: "WAITING", position: 2 });
    const out = await api("POST", pathOf(concert, "expulsions"), { as, body: { email, reason: "A robot" } });
    expect(out).toMatchObject({ status: 201, body: { number: 2, released: 0 } });
    expectError(await api("GET", place, { as }), "NOT_IN_QUEUE", 404);
  });

  test("requires exactly one fan and a reason", async () => {
    const [as, concert] = [await makeAdmin(), await makeConcert()];
    const refused = async (method: "GET" | "POST", path: string, body?: object) =>
      expectError(await api(method, path, { as, body }), "INVALID_INPUT", 422);
    const path = pathOf(concert, "expulsions");
    await refused("POST", path, { number: 1 });
    await refused("POST", path, { number: 1, reason: "  " });
    await refused("POST", path, { reason: "None named" });
    await refused("POST", path, { number: 1, email: "a@b.c", reason: "Two named" });
    await refused("GET", pathOf(concert, "places"));
    await refused("GET", `${pathOf(concert, "places")}?number=x`);
    await refused("GET", `${pathOf(concert, "places")}?email=%00`);
    expectError(await api("GET", `${pathOf(concert, "places")}?number=7`, { as }), "NOT_IN_QUEUE", 404);
    const nowhere = "/api/admin/queues/9223372036854775807/places?number=1";
    expectError(await api("GET", nowhere, { as }), "CONCERT_NOT_FOUND", 404);
  });
});
