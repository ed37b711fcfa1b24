import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { apiListener } from "@/server/api-listener";
import { checkAll } from "@/tests/chaos/checks";
import { Client } from "@/tests/chaos/client";
import type { Outcome } from "@/tests/chaos/inject";
import { parseChaosOptions } from "@/tests/chaos/options";
import { SimulatedUser } from "@/tests/chaos/simulated-user";
import { Timeline } from "@/tests/chaos/timeline";
import { makeFan, type TestUser } from "../support/fixtures";
import { api, sessionTokenOf } from "../support/http";
import { newKey, paymentScenario } from "../support/scenarios";

const WON = 10_000;
const QUICK = parseChaosOptions(["--quick", "--seed", "1"]);
const ANSWERED = { status: 200, body: {}, retryAfterMs: 0 };

const server = createServer(apiListener(undefined, () => false));
let base: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

let timeline: Timeline;
let client: Client;
let buyer: SimulatedUser;
let other: SimulatedUser;
let outcomes: Outcome[];
let paymentId: string;
let buyerIs: TestUser;

const signals = { over: new AbortController().signal, closed: new AbortController().signal };

const fanOf = async ({ id }: TestUser, session: TestUser) =>
  new SimulatedUser(id, await sessionTokenOf(session), client, { concertId: "1", scheduleId: "1" }, signals);

const charge = (as: TestUser) => api("POST", "/api/wallet/charges", { as, key: newKey(), body: { amount: WON } });

/** Nothing is wrong: a fan who charged, paid and was told so, another who looks on, and a fault that was survived. */
beforeEach(async () => {
  timeline = new Timeline();
  client = new Client(base, timeline);
  const scenario = await paymentScenario({ balance: 50_000 });
  paymentId = scenario.paymentId;
  buyerIs = scenario.fan;
  buyer = await fanOf(buyerIs, buyerIs);
  buyer.paid.add(paymentId);
  buyer.chargedWon = 50_000 + WON;
  await charge(buyerIs);
  const onlooker = await makeFan();
  other = await fanOf(onlooker, onlooker);
  const survived = { at: 1_000, lastedMs: 500, failures: 3, recoveredMs: 400, allHealthyMs: 2_000, violations: 0 };
  outcomes = [
    { fault: "a kill", admittedMs: null, flushedAt: null, ...survived },
    { fault: "a flush", admittedMs: 3_000, flushedAt: timeline.beganAt + 1_500, ...survived },
  ];
  timeline.count("GET /", ANSWERED, 12, false);
  return () => client.close();
});

/** What the chaos test reports as broken, each by what it wanted. */
async function reported(): Promise<Record<string, string[]>> {
  const found = await checkAll([buyer, other], outcomes, client, timeline, QUICK);
  return Object.fromEntries(
    found.flatMap(({ requirement, broken }) => (broken.length > 0 ? [[requirement, broken]] : [])),
  );
}

const TICKETS = 'everyone told "paid" has the seat';

test("checkAll() finds nothing in consistent data and examines everything", async () => {
  expect(await reported()).toEqual({});
  const found = await checkAll([buyer, other], outcomes, client, timeline, QUICK);
  const unseen = found.filter(({ examined }) => examined === 0).map(({ requirement }) => requirement);
  expect(unseen).toEqual(["the order of admission held"]); // nobody has waited here
});

test('checkAll() reports a user who was told "paid" and has no payment, or somebody else\'s', async () => {
  other.paid.add("999999999");
  other.paid.add(paymentId);
  expect(await reported()).toEqual({
    [TICKETS]: ["999999999", paymentId].map((id) => `payment ${id} of ${other.id} is not there`),
  });
});

test('checkAll() reports a user who was told "paid" and lost the seat without a refund', async () => {
  await api("POST", `/api/payments/${paymentId}/refund`, { as: buyerIs, key: newKey() });
  expect(await reported()).toEqual({ [TICKETS]: [`${buyer.id} was told that ${paymentId} is paid and has no seat`] });
});

test("checkAll() reports a confirmed refund that was never made", async () => {
  buyer.refundRequested.add(paymentId);
  buyer.refunded.add(paymentId);
  expect(await reported()).toEqual({ [TICKETS]: [`${paymentId} was told to be refunded and is not`] });
});

test("checkAll() reports a payment that its user was not told of and does not see", async () => {
  buyer.paid.clear();
  expect(await reported()).toEqual({}); // seen at the next look
  buyer = await fanOf(buyerIs, { ...(await makeFan()) }); // who looks sees somebody else's
  buyer.chargedWon = 50_000 + WON;
  expect(await reported()).toEqual({
    "everyone charged was told so or sees it": [`${buyer.id} does not see ${paymentId}`],
  });
});

test("checkAll() reports a charge made twice or never", async () => {
  await charge(buyerIs);
  other.chargedWon = WON;
  expect(await reported()).toEqual({
    "every charge told is in the wallet, once": [
      `${buyer.id} was told ${50_000 + WON}, the ledger says ${50_000 + 2 * WON}`,
      `${other.id} was told ${WON}, the ledger says undefined`,
    ],
  });
  buyer.unclearWon = WON; // sent, and its outcome never heard: either is right
  other.chargedWon = 0;
  expect(await reported()).toEqual({});
});

test("checkAll() reports an admission ahead of a lower number that was present", async () => {
  const began = timeline.beganAt + 10_000; // long after the flush
  const there = { number: 7, sentAt: began, at: began + 10, presentUntil: began + 20_000 };
  buyer.contacts.push(there);
  buyer.admissions.set(7, began + 5_000);
  other.admissions.set(8, began + 4_000);
  expect(await reported()).toEqual({
    "the order of admission held": ["#8 was let in at 14.00 s before #7 at 15.00 s, who was heard at 10.01 s"],
  });
  other.admissions.set(8, began + 6_000);
  expect(await reported()).toEqual({});
  other.admissions.set(8, began + 4_000);
  buyer.contacts.splice(0, 1, { ...there, presentUntil: began + 4_500 }); // was away: passed over by design
  expect(await reported()).toEqual({});
});

test("checkAll() reports a request that took sixteen seconds", async () => {
  timeline.count("GET /", ANSWERED, 16_000, false);
  expect(await reported()).toEqual({ "no request waited more than 15 s": ["one took 16000 ms"] });
});

test("checkAll() reports a late or missing recovery, and a queue that stayed closed", async () => {
  const [kill, flush] = outcomes;
  if (kill) kill.recoveredMs = 6_000;
  if (flush) Object.assign(flush, { recoveredMs: null, admittedMs: 30_000 });
  expect(await reported()).toEqual({
    "the service answers within 5 s of the return": ["a kill: 6000 ms", "a flush: not within 30000 ms"],
    "admission resumes after a flush": ["a flush: 30000 ms"],
  });
});

test("checkAll() reports audit violations after a fault, and a request without an outcome", async () => {
  const [kill] = outcomes;
  if (kill) kill.violations = 1;
  other.unclear = 2;
  expect(await reported()).toEqual({
    "the books are in order, after every fault and at the end": ["after: a kill"],
    "every request came to an end": [`${other.id}: 2 requests`],
  });
});
