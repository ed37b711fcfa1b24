import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { rateLimitKey } from "@/lib/core/client-ip";
import { type LimitName, quotaFor } from "@/lib/core/rate-limit";
import type { Ticket } from "@/lib/queue";
import { makeConcert, makeFan, makeFans, PASSWORD, type TestConcert } from "../../support/fixtures";
import { type ApiResult, api, expectError } from "../../support/http";
import { holdScenario, joinActive, newKey, requestHold } from "../../support/scenarios";

beforeAll(() => {
  process.env.RATE_LIMIT_MULTIPLIER = "0.1"; // before the first use of a setting; small enough for a test to reach
  process.env.TRUSTED_PROXY_HEADER = "X-Real-IP";
});

let host = 1;
const newAddress = () => `198.51.${Math.floor(host / 250)}.${(host++ % 250) + 1}`;
const from = (address: string) => ({ "x-real-ip": address });

type Send = () => Promise<ApiResult<object>>;

/** The first 429, after at least as many responses as the limit allows; more where a window ended meanwhile. */
async function sendUntilLimited(send: Send, limit: LimitName, before = 0): Promise<ApiResult<object>> {
  for (let sent = before; sent < 3 * quotaFor(limit); sent++) {
    const answer = await send();
    if (answer.status !== 429) continue;
    expect(sent, limit).toBeGreaterThanOrEqual(quotaFor(limit));
    return answer;
  }
  throw new Error(`${limit} rejected nothing`);
}

/** A request per limit, sent again and again by one user from one address. */
const requests: Record<"sign-in" | "join" | "hold" | "charge" | "pay", (address: string) => Promise<Send>> = {
  async "sign-in"(address) {
    const body = { email: `nobody-${randomUUID()}@jari.test`, password: "guess" };
    return () => api("POST", "/api/sessions", { body, headers: from(address) });
  },
  async join(address) {
    const [concert, as] = await Promise.all([makeConcert(), makeFan()]);
    return () => api("POST", "/api/queue", { as, body: { concertId: concert.id }, headers: from(address) });
  },
  async hold(address) {
    const [concert, as] = await Promise.all([makeConcert(), makeFan()]);
    const token = await joinActive(as, concert);
    const body = { scheduleId: concert.scheduleId, seatNumbers: [1] };
    return () => api("POST", "/api/holds", { as, token, body, headers: from(address) });
  },
  async charge(address) {
    const as = await makeFan();
    return () => api("POST", "/api/wallet/charges", { as, key: newKey(), body: { amount: 1 }, headers: from(address) });
  },
  async pay(address) {
    const { fan: as, token, reservationIds } = await holdScenario({ balance: 0 }); // so that a payment can be tried again
    const body = { reservationIds };
    return () => api("POST", "/api/payments", { as, token, key: newKey(), body, headers: from(address) });
  },
};

const structured = /^"[a-z-]+";[rq]=\d+;[tw]=\d+(, "[a-z-]+";[rq]=\d+;[tw]=\d+)*$/;

describe("rate limits per user", () => {
  test.each(Object.entries(requests))(
    "%s: reports quota, remaining and reset, then answers 429",
    async (limit, begin) => {
      const name = limit as keyof typeof requests;
      const send = await begin(newAddress());
      const first = await send();
      expect(first.status).not.toBe(429);
      expect(first.headers.get("ratelimit-policy")).toMatch(structured);
      expect(first.headers.get("ratelimit")).toMatch(structured);
      expect(first.headers.get("ratelimit-policy")).toContain(`"${name}";q=${quotaFor(name)};w=`);
      expect(first.headers.get("ratelimit")).toContain(`"${name}-address";r=`);
      expect(Number(first.headers.get("ratelimit-limit"))).toBe(quotaFor(name));
      expect(Number(first.headers.get("ratelimit-remaining"))).toBe(quotaFor(name) - 1);
      expect(Number(first.headers.get("ratelimit-reset"))).toBeGreaterThan(0);

      const limited = await sendUntilLimited(send, name, 1);
      expectError(limited, "TOO_MANY_REQUESTS", 429);
      expect(Number(limited.headers.get("retry-after"))).toBeGreaterThan(0);
      expect(limited.headers.get("retry-after")).toBe(limited.headers.get("ratelimit-reset"));
      expect(limited.headers.get("ratelimit-remaining")).toBe("0");
    },
  );
});

describe("rate limits per address", () => {
  const addressRequests: Record<string, (address: string) => Promise<Send>> = {
    async "sign-in-address"(address) {
      return async () => (await requests["sign-in"](address))();
    },
    async "sign-up-address"(address) {
      const body = () => ({ email: `new-${randomUUID()}@jari.test`, password: PASSWORD, name: "Kim Jari" });
      return () => api("POST", "/api/users", { body: body(), headers: from(address) });
    },
    async "join-address"(address) {
      const { id: concertId } = await makeConcert({ capacity: 1 });
      const fans = await makeFans(quotaFor("join-address") + 10);
      return () => api("POST", "/api/queue", { as: fans.pop(), body: { concertId }, headers: from(address) });
    },
    async "charge-address"(address) {
      const fans = await makeFans(3 * quotaFor("charge-address"));
      return () => {
        const body = { amount: 1 };
        return api("POST", "/api/wallet/charges", { as: fans.pop(), key: newKey(), body, headers: from(address) });
      };
    },
  };

  test.each(Object.entries(addressRequests))(
    "%s: is shared by all users of the address, and by no other address",
    async (limit, begin) => {
      const name = limit as LimitName;
      const address = newAddress();
      const limited = await sendUntilLimited(await begin(address), name);
      expectError(limited, "TOO_MANY_REQUESTS", 429);
      const elsewhere = await (await begin(newAddress()))();
      expect(elsewhere.status).not.toBe(429);
    },
  );

  test.each([
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:DB8:1:2:ffff::1", "2001:db8:1:2::/64"],
    ["2001:db8:0001::1", "2001:db8:1:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["203.0.113.7", "203.0.113.7"],
    ["unknown", "unknown"],
  ])("rateLimitKey(%s) is %s", (address, network) => expect(rateLimitKey(address)).toBe(network));

  test("of several addresses in the trusted header, the last one counts", async () => {
    const body = () => ({ email: `new-${randomUUID()}@jari.test`, password: PASSWORD, name: "Kim Jari" });
    const address = newAddress();
    const send = (claimed: string) => () =>
      api("POST", "/api/users", { body: body(), headers: from(`${claimed}, ${address}`) });
    await sendUntilLimited(send(newAddress()), "sign-up-address");
    expectError(await send(newAddress())(), "TOO_MANY_REQUESTS", 429);
  });
});

test("a rate-limited hold does not extend the session", async () => {
  const concert: TestConcert = await makeConcert();
  const fan = await makeFan();
  const token = await joinActive(fan, concert);
  const expiresAt = async () =>
    (await api<Ticket>("GET", `/api/queue?concertId=${concert.id}`, { as: fan, token })).body.expiresAt;
  await sendUntilLimited(() => requestHold(fan, token, concert, [99]), "hold"); // there is no such seat
  const before = await expiresAt();
  expectError(await requestHold(fan, token, concert, [1]), "TOO_MANY_REQUESTS", 429);
  expect(await expiresAt()).toBe(before);
});
