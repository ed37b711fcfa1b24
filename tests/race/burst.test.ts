import { afterAll, beforeAll, expect, test } from "vitest";
import { hold } from "@/lib/booking";
import { makeConcert, makeFans, type TestUser } from "../support/fixtures";
import { sessionTokenOf } from "../support/http";
import { joinActive, newKey } from "../support/scenarios";
import { startTestServer, type TestServer } from "../support/test-server";

const AT_ONCE = 100; // more than the 64 that a process begins with
const PAYERS = 40;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ API_MAX_CONCURRENT_REQUESTS: "" });
});
afterAll(() => server.stop());

async function post(fan: TestUser, path: string, token: string, body: object): Promise<number> {
  const { status } = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${await sessionTokenOf(fan)}`,
      "queue-token": token,
      "idempotency-key": newKey(),
      "content-type": "application/json",
    },
    body: JSON.stringify(body),
  });
  return status;
}

/** Fans who were let in to a concert that has a seat for each. */
async function fansInside() {
  const concert = await makeConcert({ seats: AT_ONCE, capacity: AT_ONCE, admitPerMinute: 10_000 });
  const fans = await makeFans(AT_ONCE, { balance: 100_000 });
  const tokens = await Promise.all(fans.map((fan) => joinActive(fan, concert)));
  const inside = fans.map((fan, n) => ({ fan, token: tokens[n] ?? "", seat: n + 1 }));
  const { scheduleId } = concert;
  const holdSeat = (seatOf: (seat: number) => number) =>
    Promise.all(
      inside.map(({ fan, token, seat }) => post(fan, "/api/holds", token, { scheduleId, seatNumbers: [seatOf(seat)] })),
    );
  return { scheduleId, inside, holdSeat };
}

type Inside = Awaited<ReturnType<typeof fansInside>>["inside"];

/** Each of these fans holds a seat; the result pays for all at once. */
async function holdsToPay(scheduleId: string, inside: Inside): Promise<() => Promise<number[]>> {
  const bills = await Promise.all(
    inside.map(async ({ fan, token, seat }) => {
      const { reservations } = await hold({ userId: fan.id, scheduleId, seatNumbers: [seat], queueNumber: seat });
      return { fan, token, reservationIds: reservations.map(({ id }) => id) };
    }),
  );
  return () =>
    Promise.all(bills.map(({ fan, token, reservationIds }) => post(fan, "/api/payments", token, { reservationIds })));
}

test("of a burst of holds nobody is sent away", async () => {
  const { holdSeat } = await fansInside();
  expect(await holdSeat((seat) => seat)).toEqual(Array(AT_ONCE).fill(201));
});

test("of everybody who wants one seat, one gets it and the others hear that it is gone", async () => {
  const { holdSeat } = await fansInside();
  const statuses = (await holdSeat(() => 1)).toSorted();
  expect(statuses).toEqual([201, ...Array(AT_ONCE - 1).fill(409)]);
});

test("of a burst of payments nobody is sent away", async () => {
  const { inside, scheduleId } = await fansInside();
  const pay = await holdsToPay(scheduleId, inside);
  expect(await pay()).toEqual(Array(AT_ONCE).fill(201));
});

test("payments that come after a burst of holds pass the holds that wait", async () => {
  const [{ inside, scheduleId }, { holdSeat }] = await Promise.all([fansInside(), fansInside()]);
  const pay = await holdsToPay(scheduleId, inside.slice(0, PAYERS));
  const holding = holdSeat((seat) => seat);
  expect(await pay()).toEqual(Array(PAYERS).fill(201));
  expect([201, 503]).toEqual(expect.arrayContaining([...new Set(await holding)]));
});
