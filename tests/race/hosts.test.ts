import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Hold } from "@/lib/booking";
import type { Ticket } from "@/lib/queue";
import { seatRows, tally } from "../support/booking";
import { makeConcert, makeFans, type TestUser } from "../support/fixtures";
import { sessionTokenOf } from "../support/http";
import { startTestServer, type TestServer } from "../support/test-server";

const HOSTS = 3;
const FANS = 45;
const PRICE = 50_000;

let hosts: TestServer[] = [];
beforeAll(async () => {
  hosts = await Promise.all(Array.from({ length: HOSTS }, startTestServer));
});
afterAll(async () => {
  await Promise.all(hosts.map((host) => host.stop()));
});

type RequestOptions = { as: TestUser; token?: string; key?: string; body?: unknown };
type Answered<Body> = { status: number; body: Body };

/** A request to one of the hosts, another one each time. */
async function send<Body>(n: number, method: string, path: string, { as, token, key, body }: RequestOptions) {
  const headers = new Headers({ authorization: `Bearer ${await sessionTokenOf(as)}` });
  if (token) headers.set("queue-token", token);
  if (key) headers.set("idempotency-key", key);
  if (body) headers.set("content-type", "application/json");
  const { port = 0 } = hosts[n % HOSTS] ?? {};
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers, body: JSON.stringify(body) });
  return { status: response.status, body: await response.json() } as Answered<Body>;
}

// Each host is a process with a pool and caches of its own. That the ledger adds up is checked after every test.
test("several hosts share one queue, one owner per seat and one charge, whichever answers", async () => {
  const concert = await makeConcert({ seats: 5, price: PRICE, capacity: 1_000 });
  const fans = await makeFans(FANS, { balance: PRICE });
  const body = { concertId: concert.id };
  const joins = fans.flatMap((as, n) =>
    [0, 1, 2].map((host) => send<Ticket>(n + host, "POST", "/api/queue", { as, body })),
  );
  const tickets = (await Promise.all(joins)).map((answer) => answer.body);
  const numbers = new Set(tickets.map(({ number }) => number));
  expect([...numbers].toSorted((a, b) => a - b)).toEqual(fans.map((_, n) => n + 1));

  const tokenOf = (n: number) => tickets[3 * n]?.token;
  const holdRequest = (n: number) => ({ scheduleId: concert.scheduleId, seatNumbers: [(n % 5) + 1] });
  const holds = await Promise.all(
    fans.map((as, n) => send<Hold>(n, "POST", "/api/holds", { as, token: tokenOf(n), body: holdRequest(n) })),
  );
  expect(tally(holds.map(({ status }) => String(status)))).toEqual({ 201: 5, 409: FANS - 5 });

  const won = holds.flatMap(({ status, body }, n) => (status === 201 ? [{ n, id: body.reservations[0]?.id }] : []));
  const pays = won.flatMap(({ n, id }) =>
    [0, 1, 2].map((host) =>
      send<object>(host, "POST", "/api/payments", {
        as: fans[n] as TestUser,
        token: tokenOf(n),
        key: randomUUID(),
        body: { reservationIds: [id] },
      }),
    ),
  );
  const paid = (await Promise.all(pays)).filter(({ status }) => status === 201);
  expect(paid.length).toBe(5);
  const owners = won.map(({ n }) => fans[n]?.id);
  const seats = await seatRows(concert);
  expect(seats.map(({ status }) => status)).toEqual(Array(5).fill("RESERVED"));
  expect(seats.map(({ holderId }) => holderId).toSorted()).toEqual(owners.toSorted());
});
