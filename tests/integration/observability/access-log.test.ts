import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { endpoints } from "@/lib/api/routes";
import { issueToken } from "@/lib/auth/session";
import { env } from "@/lib/core/env";
import { makeAdmin, makeFan } from "../../support/fixtures";
import { bearer, type ChildRequest, post, requestInChild } from "../../support/run-in-child";
import { holdScenario, newKey } from "../../support/scenarios";

const PASSWORD = "노을이 지는 저녁 1234";
const KEPT = /argon2id|next-auth\.|jari-queue-|whsec_/; // what hashes, cookies and secrets of receivers look like
const SAME_ORIGIN = { "sec-fetch-site": "same-origin" };

/** Every endpoint with the example of its body, asked by whoever these headers are. */
const everything = (headers: Record<string, string>): ChildRequest[] =>
  endpoints.map(({ definition: { method, path, example } }) => ({
    ...{ path: `${path.replaceAll(/\{\w+\}/g, "1")}?concertId=1&scheduleId=1`, method },
    headers: { "content-type": "application/json", "idempotency-key": newKey(), ...headers },
    body: method === "GET" || method === "DELETE" ? undefined : JSON.stringify(example ?? {}),
  }));

/** Everything in these answers that opens a door. */
const secretsIn = (bodies: Record<string, unknown>[]) =>
  bodies.flatMap(({ token, secret }) => [token, secret]).filter((value) => typeof value === "string");

async function scene() {
  const { fan, token, concert, reservationIds } = await holdScenario();
  const [admin, other] = [await makeAdmin(), await makeFan()];
  const person = { email: `logged-${randomUUID()}@jari.test`, password: PASSWORD, name: "Kim Jari" };
  const session = (await issueToken(admin)).token;
  const cookie = `next-auth.session-token=${session}; jari-queue-${concert.id}=${token}`;
  const asFan = { ...(await bearer(fan)), "queue-token": token };
  const requests = [
    ...everything({}),
    ...everything({ authorization: "Bearer forged.token.of.a.thief" }),
    ...everything(asFan),
    ...everything({ cookie, ...SAME_ORIGIN }),
    ...everything({ authorization: `Bearer ${env().CRON_SECRET}` }),
    post("/api/users", person),
    post("/api/sessions", { email: person.email, password: PASSWORD }),
    post("/api/sessions", { email: person.email, password: `${PASSWORD}?` }),
    post("/api/sessions", { email: person.email, password: [PASSWORD] }),
    post("/api/queue", { concertId: concert.id }, await bearer(other)),
    post("/api/payments", { reservationIds }, { ...asFan, "idempotency-key": newKey() }),
    { path: `/api/queue?concertId=${concert.id}&token=${token}`, headers: { ...asFan, "user-agent": session } },
    { path: `/api/holds/${token}`, method: "DELETE", headers: asFan },
  ];
  const given = [token, session, PASSWORD, cookie, asFan.authorization.slice(7), "forged.token.of.a.thief"];
  const own = [env().NEXTAUTH_SECRET, env().CRON_SECRET, decodeURIComponent(new URL(env().DATABASE_URL).password)];
  return { requests, secrets: [...given, ...own] };
}

test("the access log has one line per request, with its request id and without any secret", async () => {
  const { requests, secrets } = await scene();
  const { answers, log } = await requestInChild({ LOG_LEVEL: "debug", RATE_LIMIT_MULTIPLIER: "100" }, requests);
  const entries = log.map((line) => JSON.parse(line)).filter(({ msg }) => msg === "answered");
  expect(entries.map(({ requestId, status }) => [requestId, status])).toEqual(
    answers.map(({ headers, status }) => [headers["x-request-id"], status]),
  );
  expect(entries[0]).toMatchObject({ method: "POST", route: "/api/users", milliseconds: expect.any(Number) });
  const made = secretsIn(answers.map(({ body }) => body));
  expect(made.length).toBeGreaterThanOrEqual(3);
  const text = log.join("\n");
  for (const secret of [...secrets, ...made]) expect(text).not.toContain(secret);
  expect(text).not.toMatch(KEPT);
});

test("the access log has no secret when everything fails", async () => {
  const { requests, secrets } = await scene();
  const noRedis = { REDIS_URL: "redis://:hunter2@127.0.0.1:1", UPSTASH_REDIS_REST_URL: "" };
  const database = new URL(env().DATABASE_URL);
  database.pathname = "/postgres"; // a database without our tables
  const settings = { ...noRedis, DATABASE_URL: database.href, LOG_LEVEL: "debug" };
  const { answers, log } = await requestInChild(settings, requests);
  expect(answers.filter(({ status }) => status >= 500).length).toBeGreaterThan(30);
  const text = log.join("\n");
  for (const secret of [...secrets, "hunter2"]) expect(text).not.toContain(secret);
  expect(text).not.toMatch(KEPT);
});

test("at info, the access log has changes and failures and no quick reads", async () => {
  const session = await bearer(await makeFan());
  const charge = post("/api/wallet/charges", { amount: 1 }, { ...session, "idempotency-key": newKey() });
  const requests = [
    { path: "/api/concerts" },
    { path: "/api/wallet", headers: session },
    charge,
    { path: "/api/wallet" },
  ];
  const { log } = await requestInChild({ LOG_LEVEL: "info" }, requests);
  const entries = log.map((line) => JSON.parse(line)).filter(({ msg }) => msg === "answered");
  const quick = entries.filter(
    ({ method, status, milliseconds }) => method === "GET" && status < 400 && milliseconds < 1_000,
  );
  expect(quick).toEqual([]); // what takes a second is told whatever it is
  const routes = entries.map(({ route, status }) => `${status} ${route}`);
  expect(routes).toEqual(expect.arrayContaining(["201 /api/wallet/charges", "401 /api/wallet"]));
});
