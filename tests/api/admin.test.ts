import { describe, expect, test } from "vitest";
import type { Ticket } from "@/lib/queue";
import { makeAdmin, makeConcert, makeFan } from "@/tests/support/fixtures";
import { api, expectError } from "@/tests/support/http";
import { holdScenario, joinActive } from "@/tests/support/scenarios";

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const plain = { type: "plain", seats: 10, grades: [{ name: "R", price: 90_000, from: 1, to: 10 }] };
const concert = (hall: object = plain) => ({
  name: "Winter Light",
  host: "Jari Live",
  description: "Quiet songs.\nTwo hours.",
  salesOpenAt: inDays(-1),
  salesCloseAt: inDays(20),
  seatLimit: 2,
  capacity: 50,
  admitPerMinute: 60,
  schedules: [{ startsAt: inDays(30), venue: "Olympic Hall", hall }],
});
type Saved = { id: string; slug: string; schedules: { id: string }[] };

describe("POST /api/admin/concerts", () => {
  test("publishes a concert that fans can book", async () => {
    const saved = await api<Saved>("POST", "/api/admin/concerts", { as: await makeAdmin(), body: concert() });
    expect(saved.status).toBe(201);
    const { body } = await api<{ concerts: { id: string }[] }>("GET", "/api/concerts");
    expect(body.concerts.find(({ id }) => id === saved.body.id)).toMatchObject({
      slug: saved.body.slug,
      name: "Winter Light",
      schedules: 1,
    });
    const as = await makeFan();
    const { body: ticket } = await api<Ticket>("POST", "/api/queue", { as, body: { concertId: saved.body.id } });
    const hold = { scheduleId: saved.body.schedules[0]?.id, seatNumbers: [10] };
    const held = await api<{ totalPrice: number }>("POST", "/api/holds", { as, token: ticket.token, body: hold });
    expect([held.status, held.body.totalPrice]).toEqual([201, 90_000]);
  });

  test("reports every error in a seating plan with its path", async () => {
    const hall = {
      ...plain,
      grades: [
        { name: "R", price: 0, from: 1, to: 5 },
        { name: "S", price: 1.5, from: 6, to: 10 },
      ],
    };
    const answer = await api("POST", "/api/admin/concerts", { as: await makeAdmin(), body: concert(hall) });
    expectError(answer, "INVALID_INPUT", 422);
    expect(answer.body.errors?.map(({ path }) => path)).toEqual([
      "schedules[0].hall.grades[0].price",
      "schedules[0].hall.grades[1].price",
    ]);
  });

  test("checks session, then role, then input", async () => {
    expectError(await api("POST", "/api/admin/concerts", { body: {} }), "UNAUTHENTICATED", 401);
    expectError(await api("POST", "/api/admin/concerts", { as: await makeFan(), body: {} }), "FORBIDDEN", 403);
    expectError(await api("POST", "/api/admin/concerts", { as: await makeAdmin(), body: {} }), "INVALID_INPUT", 422);
  });
});

describe("PATCH /api/admin/concerts/{id}", () => {
  test("changes only the given fields, and no hall with a seat in use", async () => {
    const as = await makeAdmin();
    const { concert } = await holdScenario();
    const edit = (body: object, id = concert.id) => api<Saved>("PATCH", `/api/admin/concerts/${id}`, { as, body });
    expect((await edit({ name: "Another name" })).status).toBe(200);
    const { body } = await api<{ concerts: { id: string; name: string }[] }>("GET", "/api/concerts");
    expect(body.concerts.find(({ id }) => id === concert.id)?.name).toBe("Another name");
    const inUse = await edit({ schedules: [{ id: concert.scheduleId, hall: plain }] });
    expectError(inUse, "SEAT_IN_USE", 409);
    const nowhere = await edit({ schedules: [{ id: "9223372036854775807", venue: "x" }] });
    expectError(nowhere, "SCHEDULE_NOT_FOUND", 404);
    expectError(await edit({ name: "x" }, "9223372036854775807"), "CONCERT_NOT_FOUND", 404);
    expectError(await edit({ salesCloseAt: inDays(-9) }), "INVALID_INPUT", 422);
  });

  test("rejects fans", async () => {
    expectError(await api("PATCH", "/api/admin/concerts/1", { body: {} }), "UNAUTHENTICATED", 401);
    expectError(await api("PATCH", "/api/admin/concerts/1", { as: await makeFan(), body: {} }), "FORBIDDEN", 403);
  });
});

describe("/api/admin/queues/{concertId}", () => {
  type State = { capacity: number; admitPerMinute: number; paused: boolean; waiting: number; active: number };

  test("returns a queue's settings, and a change applies at once", async () => {
    const as = await makeAdmin();
    const here = await makeConcert({ capacity: 1 });
    const path = `/api/admin/queues/${here.id}`;
    const before = await api<State>("GET", path, { as });
    expect(before.body).toMatchObject({ capacity: 1, admitPerMinute: 600, paused: false, waiting: 0, active: 0 });
    await joinActive(await makeFan(), here);
    await api("POST", "/api/queue", { as: await makeFan(), body: { concertId: here.id } });
    expect((await api<State>("GET", path, { as })).body).toMatchObject({ waiting: 1, active: 1 });
    const paused = await api<State>("PATCH", path, { as, body: { capacity: 2, paused: true } });
    expect(paused.body).toMatchObject({ capacity: 2, paused: true, waiting: 1, active: 1 });
    const resumed = await api<State>("PATCH", path, { as, body: { paused: false } });
    expect(resumed.body).toMatchObject({ capacity: 2, paused: false, waiting: 0, active: 2 });
  });

  test("rejects fans, unknown concerts and invalid settings", async () => {
    const as = await makeAdmin();
    const nowhere = "/api/admin/queues/9223372036854775807";
    for (const [method, body] of [["GET"], ["PATCH", { capacity: 1 }]] as const) {
      expectError(await api(method, nowhere, { body }), "UNAUTHENTICATED", 401);
      expectError(await api(method, nowhere, { as: await makeFan(), body }), "FORBIDDEN", 403);
      expectError(await api(method, nowhere, { as, body }), "CONCERT_NOT_FOUND", 404);
    }
    for (const body of [
      { capacity: -1 },
      { capacity: 1.5 },
      { admitPerMinute: "7" },
      { paused: 1 },
      { capacity: 1e12 },
    ])
      expectError(
        await api("PATCH", `/api/admin/queues/${(await makeConcert()).id}`, { as, body }),
        "INVALID_INPUT",
        422,
      );
  });
});
