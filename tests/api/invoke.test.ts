import { expect, test } from "vitest";
import { invokeEndpoint } from "@/lib/api/framework/invoke";
import { createHold, releaseHold } from "@/lib/api/holds";
import { createCharge, getWallet } from "@/lib/api/wallet";
import { makeConcert, makeFan, type TestUser } from "@/tests/support/fixtures";
import { sessionTokenOf } from "@/tests/support/http";
import { joinActive, newKey, visibleSeats } from "@/tests/support/scenarios";

/** The headers of a visitor's browser, signed in by its cookie. */
async function browserOf(fan: TestUser, headers: Record<string, string> = {}): Promise<Headers> {
  const cookie = `next-auth.session-token=${await sessionTokenOf(fan)}`;
  return new Headers({ cookie, host: "jari.test", "sec-fetch-site": "same-origin", ...headers });
}

test("invoke() returns the typed body of a success", async () => {
  const [fan, concert] = await Promise.all([makeFan(), makeConcert()]);
  const browser = await browserOf(fan, { "queue-token": await joinActive(fan, concert) });
  const held = await invokeEndpoint(createHold, browser, {
    body: { scheduleId: concert.scheduleId, seatNumbers: [3] },
  });
  if (!held.ok) return expect.fail(held.code);
  const [reservation] = held.data.reservations;
  expect(reservation).toMatchObject({ seatNumber: 3, status: "RESERVING" });

  const released = await invokeEndpoint(releaseHold, browser, { params: { reservationId: reservation?.id ?? "" } });
  expect(released).toEqual({ ok: true, data: null });
});

test("invoke() runs the gate, and leaves the seats as they are", async () => {
  const [fan, concert] = await Promise.all([makeFan(), makeConcert()]);
  const body = { scheduleId: concert.scheduleId, seatNumbers: [1] };
  const held = await invokeEndpoint(createHold, await browserOf(fan), { body });
  expect(held).toMatchObject({ ok: false, code: "QUEUE_TOKEN_REQUIRED" });
  const { seats } = await visibleSeats(fan, await joinActive(fan, concert), concert);
  expect(seats[0]).toMatchObject({ status: "AVAILABLE", mine: false });
});

test("invoke() refuses a change whose visitor comes from another site, and one without a session", async () => {
  const invocation = { body: { amount: 1_000 }, idempotencyKey: newKey() };
  const crossSite = await browserOf(await makeFan(), { "sec-fetch-site": "cross-site" });
  expect(await invokeEndpoint(createCharge, crossSite, invocation)).toMatchObject({ ok: false, code: "FORBIDDEN" });
  const signedOut = await invokeEndpoint(createCharge, new Headers({ host: "jari.test" }), invocation);
  expect(signedOut).toMatchObject({ ok: false, code: "UNAUTHENTICATED" });
});

test("invoke() needs its own Idempotency-Key, and replays the success of one", async () => {
  const fan = await makeFan();
  const browser = await browserOf(fan, { "idempotency-key": newKey() });
  const body = { amount: 1_000 };
  expect(await invokeEndpoint(createCharge, browser, { body })).toMatchObject({ code: "IDEMPOTENCY_KEY_REQUIRED" });
  const invocation = { body, idempotencyKey: newKey() };
  const [first, second] = [
    await invokeEndpoint(createCharge, browser, invocation),
    await invokeEndpoint(createCharge, browser, invocation),
  ];
  expect(first.ok).toBe(true);
  expect(second).toEqual(first);
  const wallet = await invokeEndpoint(getWallet, browser, {});
  expect(wallet.ok && wallet.data.balance).toBe(1_000);
});

test("invoke() names invalid fields, and refuses a body of null or nested too deeply", async () => {
  const browser = await browserOf(await makeFan());
  const invocation = { body: { amount: 0 }, idempotencyKey: newKey() };
  const invalid = await invokeEndpoint(createCharge, browser, invocation);
  expect(invalid).toMatchObject({ code: "INVALID_INPUT", detail: { errors: [{ path: "amount" }] } });
  const missing = await invokeEndpoint(createCharge, browser, { body: null, idempotencyKey: newKey() });
  expect(missing).toMatchObject({ ok: false, code: "INVALID_INPUT" });
  const nested = JSON.parse(`${"[".repeat(40)}${"]".repeat(40)}`);
  const deep = await invokeEndpoint(createCharge, browser, { body: nested, idempotencyKey: newKey() });
  expect(deep).toMatchObject({ ok: false, code: "BAD_JSON" });
});
