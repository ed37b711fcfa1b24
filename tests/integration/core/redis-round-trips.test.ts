import { beforeAll, expect, test } from "vitest";
import { makeConcert, makeFan } from "../../support/fixtures";
import { api } from "../../support/http";
import { holdScenario, joinActive, newKey, pay } from "../../support/scenarios";
import { startUpstashRest } from "../../support/upstash-rest";

let rest: Awaited<ReturnType<typeof startUpstashRest>>;

// Over REST a round trip is a request, which can be counted.
beforeAll(async () => {
  rest = await startUpstashRest(process.env.REDIS_URL ?? "", "a token");
  process.env.UPSTASH_REDIS_REST_URL = rest.url;
  process.env.UPSTASH_REDIS_REST_TOKEN = "a token";
  process.env.TRUSTED_PROXY_HEADER = "x-real-ip";
  return () => rest.stop();
});

const headers = { "x-real-ip": "198.51.100.7" };

/** The round trips with a script whose keys start with `prefix`, each with the keys of all its scripts. */
function tripsWith(prefix: string): string[][] {
  const keysOf = ([name, , count, ...rest]: unknown[]) =>
    String(name).toUpperCase() === "EVALSHA" ? rest.slice(0, Number(count)).map(String) : [];
  return rest.received
    .map((commands) => commands.flatMap(keysOf))
    .filter((keys) => keys.some((key) => key.startsWith(prefix)));
}

/** The round trips of `send` once the server knows every script. */
async function tripsOf(prefix: string, send: () => Promise<unknown>): Promise<string[][]> {
  await send();
  rest.received.length = 0;
  await send();
  return tripsWith(prefix);
}

test("a join and its rate limits are one round trip and one script", async () => {
  const [concert, as] = await Promise.all([makeConcert(), makeFan()]);
  const trips = await tripsOf("jari:{", () =>
    api("POST", "/api/queue", { as, body: { concertId: concert.id }, headers }),
  );
  expect(trips).toHaveLength(1);
  expect(trips[0]).toContain(`jari:{${concert.id}}:joins:${as.id}`);
  expect(trips[0]).toContain(`jari:{${concert.id}}:joins:198.51.100.7`);
});

test("a hold's access check and both of its rate limits are one round trip, in one cluster slot", async () => {
  const [concert, as] = await Promise.all([makeConcert(), makeFan()]);
  const token = await joinActive(as, concert);
  const body = { scheduleId: concert.scheduleId, seatNumbers: [1] };
  const send = () => api("POST", "/api/holds", { as, token, body, headers });
  const checks = await tripsOf(`jari:{${concert.id}}:line`, send);
  expect(checks).toHaveLength(1);
  const limits = tripsWith("jari:limit:hold");
  expect(limits).toEqual(checks);
  for (const name of ["hold:", "hold-address:"])
    expect(checks[0]?.some((key) => key.startsWith(`jari:limit:${name}`))).toBe(true);
  for (const key of checks[0] ?? []) expect(key).toContain(`{${concert.id}}`);
});

test("repeated reads of seats check access at most once a second, and notice within it that the session is over", async () => {
  const { fan: as, token, reservationIds, concert } = await holdScenario();
  const readSeats = () => api("GET", `/api/seats?scheduleId=${concert.scheduleId}`, { as, token });
  const tripsOfTwo = async () => {
    rest.received.length = 0;
    for (const { status } of [await readSeats(), await readSeats()]) expect(status).toBe(200);
    return tripsWith(`jari:{${concert.id}}:line`).length;
  };
  await expect.poll(tripsOfTwo).toBeLessThan(2); // a slow machine may take a second for one, and then needs two
  await api("DELETE", `/api/holds/${reservationIds[0]}`, { as });
  await expect.poll(async () => (await readSeats()).body.code).toBe("QUEUE_TOKEN_NOT_ACTIVE");
  rest.received.length = 0;
  expect([(await readSeats()).status, (await readSeats()).status]).toEqual([400, 400]);
  expect(tripsWith(`jari:{${concert.id}}:line`)).toHaveLength(2); // a denial is not cached
});

test("a payment's access check and both of its rate limits are one round trip", async () => {
  await pay(await holdScenario(), newKey());
  const { fan: as, token, reservationIds, concert } = await holdScenario();
  rest.received.length = 0;
  const paid = await api("POST", "/api/payments", { as, token, key: newKey(), body: { reservationIds }, headers });
  expect(paid.status).toBe(201);
  const [trip, ...others] = tripsWith("jari:limit:pay");
  expect(others).toEqual([]);
  expect(trip).toContain(`jari:{${concert.id}}:line`);
  expect(trip?.filter((key) => key.startsWith("jari:limit:pay-address")).length).toBeGreaterThan(0);
});

test("the rate limits of a charge are one round trip, and so are those of a sign-in", async () => {
  const as = await makeFan();
  const charge = () => api("POST", "/api/wallet/charges", { as, key: newKey(), body: { amount: 1 }, headers });
  expect(await tripsOf("jari:limit:charge", charge)).toHaveLength(1);
  const { email, password } = as;
  const signIn = () => api("POST", "/api/sessions", { body: { email, password }, headers });
  expect(await tripsOf("jari:limit:sign-in", signIn)).toHaveLength(2); // one before the password, one to give a success back
});
