import { expect, test } from "vitest";
import { sessionEndReason } from "@/lib/booking";
import { release } from "@/lib/booking/release";
import { sweep } from "@/lib/booking/sweep";
import { pay, refund } from "@/lib/payments";
import { freshKey, holdSeats } from "../../support/booking";
import { movePostgresClock } from "../../support/clock";
import { makeConcert, makeFan } from "../../support/fixtures";

const TURN_SECONDS = 900;

async function holding() {
  const [fan, concert] = [await makeFan({ balance: 100_000 }), await makeConcert()];
  const { reservations } = await holdSeats(fan, concert, [1]);
  const end = () => sessionEndReason(fan.id, concert.id, TURN_SECONDS);
  return { fan, concert, ids: reservations.map(({ id }) => id), end };
}

test('sessionEndReason() is "lapsed" after a hold expired, before and after the sweep', async () => {
  const { end } = await holding();
  await movePostgresClock(301_000);
  expect(await end()).toBe("lapsed");
  await sweep();
  expect(await end()).toBe("lapsed");
});

test('sessionEndReason() stays "released" for seats released in time', async () => {
  const { fan, ids, end } = await holding();
  for (const id of ids) await release(fan.id, id);
  expect(await end()).toBe("released");
  await movePostgresClock(301_000);
  expect(await end()).toBe("released");
});

test('sessionEndReason() is "paid" after a payment, also when it was refunded', async () => {
  const { fan, ids, end } = await holding();
  const { payments } = await pay(fan.id, ids, freshKey());
  expect(await end()).toBe("paid");
  for (const { id } of payments) await refund(fan.id, id, freshKey());
  expect(await end()).toBe("paid");
});

test('sessionEndReason() is "time" without a hold, or when the last one is too long ago', async () => {
  const { end, concert } = await holding();
  expect(await sessionEndReason((await makeFan()).id, concert.id, TURN_SECONDS)).toBe("time");
  await movePostgresClock((TURN_SECONDS + 1) * 1000);
  expect(await end()).toBe("time");
});
