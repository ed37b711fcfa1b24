import { describe, expect, test } from "vitest";
import { invokeEndpoint } from "@/lib/api/framework/invoke";
import { createRefund } from "@/lib/api/payments";
import { createCharge } from "@/lib/api/wallet";
import { authorize } from "@/lib/auth/authorize";
import { makeAdmin, makeConcert, makeFan } from "../support/fixtures";
import { api, expectError, sessionTokenOf } from "../support/http";

const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();
const hall = { type: "plain", seats: 10, grades: [{ name: "R", price: 90_000, from: 1, to: 10 }] };
const concert = (startsAt: string) => ({
  ...{ name: "Winter Light", host: "Jari Live", description: "Quiet songs." },
  ...{ salesOpenAt: inDays(-1), salesCloseAt: inDays(20) },
  schedules: [{ startsAt, venue: "Olympic Hall", hall }],
});

describe("a concert's time of a year that is none", () => {
  const YEARS = ["0000-01-01T00:00:00Z", "0001-01-01T00:00:00+09:00", "9999-12-31T23:59:59-01:00"];

  test.each(YEARS)("is refused with its path: %s", async (time) => {
    const as = await makeAdmin();
    const refused = await api("POST", "/api/admin/concerts", { as, body: concert(time) });
    expectError(refused, "INVALID_INPUT", 422);
    expect(refused.body.errors?.map(({ path }) => path)).toEqual(["schedules[0].startsAt"]);
    const body = { ...concert(inDays(30)), salesOpenAt: "0000-01-01T00:00:00Z" };
    expectError(await api("POST", "/api/admin/concerts", { as, body }), "INVALID_INPUT", 422);
    const { id } = await makeConcert();
    expectError(
      await api("PATCH", `/api/admin/concerts/${id}`, { as, body: { salesCloseAt: time } }),
      "INVALID_INPUT",
      422,
    );
  });
});

describe("an email with NUL, or half a character", () => {
  test.each(["a\0@jari.test", "\ud800@jari.test"])("%j has no account", async (email) => {
    const body = { email, password: "a long password" };
    expectError(await api("POST", "/api/sessions", { body }), "INVALID_INPUT", 422);
    expect(await authorize(body, {})).toBeNull();
  });
});

describe("a server action", () => {
  async function browser(): Promise<Headers> {
    const cookie = `next-auth.session-token=${await sessionTokenOf(await makeFan())}`;
    return new Headers({ cookie, host: "jari.test", "sec-fetch-site": "same-origin" });
  }

  test.each(["열쇠", "a\nb", "a b", "\0", "x".repeat(256)])(
    "refuses an Idempotency-Key of %j",
    async (idempotencyKey) => {
      const charged = await invokeEndpoint(createCharge, await browser(), { body: { amount: 1_000 }, idempotencyKey });
      expect(charged).toMatchObject({ ok: false, code: "INVALID_INPUT" });
    },
  );

  test("refuses an id that no URL can have", async () => {
    const invocation = { params: { id: "\ud800" }, idempotencyKey: "a-key" };
    const refunded = await invokeEndpoint(createRefund, await browser(), invocation);
    expect(refunded).toMatchObject({ ok: false, code: "INVALID_INPUT" });
  });
});

test("a non-ASCII Idempotency-Key of a request is refused", async () => {
  const sent = { as: await makeFan(), key: "cl\u00e9", body: { amount: 1_000 } };
  expectError(await api("POST", "/api/wallet/charges", sent), "INVALID_INPUT", 422);
});
