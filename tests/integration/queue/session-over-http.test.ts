import { expect, test } from "vitest";
import { moveLineClock, movePostgresClock } from "@/tests/support/clock";
import { makeConcert, makeFan } from "@/tests/support/fixtures";
import { api, expectError } from "@/tests/support/http";
import { holdScenario, joinActive, pay, requestHold } from "@/tests/support/scenarios";

test("the session ends ten minutes after admission: reads and holds answer QUEUE_TOKEN_NOT_ACTIVE", async () => {
  const concert = await makeConcert();
  const fan = await makeFan();
  const token = await joinActive(fan, concert);
  moveLineClock(599_000);
  expect((await api("GET", `/api/schedules?concertId=${concert.id}`, { as: fan, token })).status).toBe(200);
  moveLineClock(601_000);
  for (const path of [`/api/schedules?concertId=${concert.id}`, `/api/seats?scheduleId=${concert.scheduleId}`])
    expectError(await api("GET", path, { as: fan, token }), "QUEUE_TOKEN_NOT_ACTIVE", 400);
  expectError(await requestHold(fan, token, concert, [1]), "QUEUE_TOKEN_NOT_ACTIVE", 400);
  const { body } = await api("GET", `/api/queue?concertId=${concert.id}`, { as: fan, token });
  expect(body.status).toBe("EXPIRED");
});

test("a hold of the session's last second can be paid until it expires, and no new hold begins", async () => {
  const concert = await makeConcert();
  const fan = await makeFan({ balance: 50_000 });
  const token = await joinActive(fan, concert);
  moveLineClock(599_000);
  await movePostgresClock(599_000);
  const { status, body } = await requestHold(fan, token, concert, [1]);
  expect(status).toBe(201);
  moveLineClock(890_000);
  await movePostgresClock(890_000);
  expectError(await requestHold(fan, token, concert, [2]), "QUEUE_TOKEN_NOT_ACTIVE", 400);
  const paid = await pay({ fan, token, reservationIds: body.reservations.map(({ id }) => id) });
  expect([paid.status, paid.body.balance]).toEqual([201, 0]);
});

test("a refused hold does not extend the session", async () => {
  const { concert } = await holdScenario({ seatNumbers: [1] });
  const fan = await makeFan();
  const token = await joinActive(fan, concert);
  moveLineClock(595_000);
  expectError(await requestHold(fan, token, concert, [1]), "SEAT_NOT_AVAILABLE", 409);
  moveLineClock(605_000);
  expectError(
    await api("GET", `/api/schedules?concertId=${concert.id}`, { as: fan, token }),
    "QUEUE_TOKEN_NOT_ACTIVE",
    400,
  );
});
