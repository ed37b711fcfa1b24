import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { rateLimitKey } from "@/lib/core/client-ip";
import { type LimitName, quotaFor } from "@/lib/core/rate-limit";
import type { Ticket } from "@/lib/queue";
import { makeConcert, makeFan, makeFans, PASSWORD, type TestConcert } from "../../support/fixtures";
import { type ApiResult, api, expectError } from "../../support/http";
import { holdScenario, joinActive, newKey, requestHold } from "../../support/scenarios";

beforeAll(() => {
  process.env.RATE_LIMIT_MULTIPLIER = "0.1"; // before the first use of a setting: limits that a test reaches
  process.env.TRUSTED_PROXY_HEADER = "X-Real-IP";
});

let host = 1;
const newAddress = () => `198.51.${Math.floor(host / 250)}.${(host++ % 250) + 1}`;
const from = (address: string) => ({ "x-real-ip": address });

type Ask = () => Promise<ApiResult<object>>;

/** The one that is refused, after as many that were not as the limit allows, or more where a window turned meanwhile. */
async function asksUntilRefused(ask: Ask, limit: LimitName, before = 0): Promise<ApiResult<object>> {
  for (let asked = before; asked < 3 * quotaFor(limit); asked++) {
    const answer = await ask();
    if (answer.status !== 429) continue;
    expect(asked, limit).toBeGreaterThanOrEqual(quotaFor(limit));
    return answer;
  }
  throw new Error(`${limit} refuses nobody`);
}

/** Asked by one person from one address, until it is too often. */
const asks: Record<"sign-in" | "join" | "hold" | "charge" | "pay", (address: string) => Promise<Ask>> = {
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
    const { fan: as, token, reservationIds } = await holdScenario({ balance: 0 }); // so that one can try again
    const body = { reservationIds };
    return () => api("POST", "/api/payments", { as, token, key: newKey(), body, headers: from(address) });
  },
};

const structured = /^"[a-z-]+";[rq]=\d+;[tw]=\d+(, "[a-z-]+";[rq]=\d+;[tw]=\d+)*$/;

describe("each person", () => {
  test.each(Object.entries(asks))("may %s so often, is told how often, and when again", async (limit, begin) => {
    const name = limit as keyof typeof asks;
    const ask = await begin(newAddress());
    const first = await ask();
    expect(first.status).not.toBe(429);
    expect(first.headers.get("ratelimit-policy")).toMatch(structured);
    expect(first.headers.get("ratelimit")).toMatch(structured);
    expect(first.headers.get("ratelimit-policy")).toContain(`"${name}";q=${quotaFor(name)};w=`);
    expect(first.headers.get("ratelimit")).toContain(`"${name}-address";r=`);
    expect(Number(first.headers.get("ratelimit-limit"))).toBe(quotaFor(name));
    expect(Number(first.headers.get("ratelimit-remaining"))).toBe(quotaFor(name) - 1);
    expect(Number(first.headers.get("ratelimit-reset"))).toBeGreaterThan(0);

    const refused = await asksUntilRefused(ask, name, 1);
    expectError(refused, "TOO_MANY_REQUESTS", 429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(refused.headers.get("retry-after")).toBe(refused.headers.get("ratelimit-reset"));
    expect(refused.headers.get("ratelimit-remaining")).toBe("0");
  });
});

describe("each address", () => {
  const crowds: Record<string, (address: string) => Promise<Ask>> = {
    async "sign-in-address"(address) {
      return async () => (await asks["sign-in"](address))();
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

  test.each(Object.entries(crowds))("%s is counted for everybody behind it, and nobody else", async (limit, begin) => {
    const name = limit as LimitName;
    const address = newAddress();
    const refused = await asksUntilRefused(await begin(address), name);
    expectError(refused, "TOO_MANY_REQUESTS", 429);
    const elsewhere = await (await begin(newAddress()))();
    expect(elsewhere.status).not.toBe(429);
  });

  test.each([
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:DB8:1:2:ffff::1", "2001:db8:1:2::/64"],
    ["2001:db8:0001::1", "2001:db8:1:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["203.0.113.7", "203.0.113.7"],
    ["unknown", "unknown"],
  ])("%s is counted as %s", (address, network) => expect(rateLimitKey(address)).toBe(network));

  test("of a list, the last entry is believed", async () => {
    const body = () => ({ email: `new-${randomUUID()}@jari.test`, password: PASSWORD, name: "Kim Jari" });
    const address = newAddress();
    const ask = (claimed: string) => () =>
      api("POST", "/api/users", { body: body(), headers: from(`${claimed}, ${address}`) });
    await asksUntilRefused(ask(newAddress()), "sign-up-address");
    expectError(await ask(newAddress())(), "TOO_MANY_REQUESTS", 429);
  });
});

test("a hold that is one too many leaves the session as it was", async () => {
  const concert: TestConcert = await makeConcert();
  const fan = await makeFan();
  const token = await joinActive(fan, concert);
  const ends = async () =>
    (await api<Ticket>("GET", `/api/queue?concertId=${concert.id}`, { as: fan, token })).body.expiresAt;
  await asksUntilRefused(() => requestHold(fan, token, concert, [99]), "hold"); // there is no such seat
  const before = await ends();
  expectError(await requestHold(fan, token, concert, [1]), "TOO_MANY_REQUESTS", 429);
  expect(await ends()).toBe(before);
});
