import { describe, expect, test } from "vitest";
import { hold } from "@/lib/booking";
import { env } from "@/lib/core/env";
import { movePostgresClock } from "@/tests/support/clock";
import { makeConcert, makeFan } from "@/tests/support/fixtures";
import { api, expectError } from "@/tests/support/http";
import { holdScenario, joinActive, requestHold } from "@/tests/support/scenarios";

const cron = (path: string, secret = env().CRON_SECRET) =>
  api<Record<string, number>>("GET", path, { headers: { authorization: `Bearer ${secret}` } });

describe.each(["/api/cron/sweep", "/api/cron/outbox", "/api/cron/audit"])("%s", (path) => {
  test("requires CRON_SECRET", async () => {
    expectError(await api("GET", path), "UNAUTHENTICATED", 401);
    expectError(await api("GET", path, { as: await makeFan() }), "UNAUTHENTICATED", 401);
    expectError(await cron(path, "x"), "UNAUTHENTICATED", 401);
    expectError(await cron(path, `${env().CRON_SECRET}x`), "UNAUTHENTICATED", 401);
    expect((await cron(path)).status).toBe(200);
  });
});

test("the sweep releases expired holds, ends their sessions and admits the next fan", async () => {
  const concert = await makeConcert({ capacity: 1 });
  const { fan, token } = await holdScenario({ concert });
  const next = await makeFan();
  const ask = { as: next, body: { concertId: concert.id } };
  expect((await api("POST", "/api/queue", ask)).body.status).toBe("WAITING");
  await movePostgresClock(301_000);
  const { body } = await cron("/api/cron/sweep");
  expect(body.expired).toBeGreaterThanOrEqual(1);
  expect(body.finished).toBeGreaterThanOrEqual(1);
  expectError(await requestHold(fan, token, concert, [2]), "QUEUE_TOKEN_NOT_ACTIVE", 400);
  expect((await api("POST", "/api/queue", ask)).body.status).toBe("ACTIVE");
});

test("the outbox ends a session whose end did not reach the queue", async () => {
  const concert = await makeConcert({ capacity: 1 });
  const { fan, token } = await holdScenario({ concert, seatNumbers: [1] });
  const other = await makeFan();
  await movePostgresClock(301_000);
  await hold({ userId: other.id, scheduleId: concert.scheduleId, seatNumbers: [1], queueNumber: 7 });
  expect((await cron("/api/cron/outbox")).body.delivered).toBeGreaterThanOrEqual(1);
  const { body } = await api("GET", `/api/queue?concertId=${concert.id}`, { as: fan, token });
  expect(body.status).toBe("EXPIRED");
  await joinActive(await makeFan(), concert);
});
