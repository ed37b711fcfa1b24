import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadSessionUser } from "@/lib/auth/session-store";
import type { SessionClaims } from "@/lib/auth/session-token";
import { findLiveHold, type Hold, hold, leaveAndRelease, loadSeatMap, release, sweep } from "@/lib/booking";
import { pay, refund } from "@/lib/payments";
import { charge } from "@/lib/payments/wallet";
import { freshKey } from "../../support/booking";
import { createLargeDataset, type LargeDataset } from "../../support/large-dataset";
import { explainAll, recordScans, type Scan } from "../../support/query-plans";

// `npm test` uses 20,000 seats, `npm run test:plans` a million.
const SEATS = Number(process.env.PLANS_SEATS ?? 20_000);
const FEW = 60; // rows read by an action of one fan, however many there are
const SMALL = ["schedule", "ended_session", "idempotency_key"]; // tables of a few pages here, which a read may rightly scan

const withoutIndex = (scans: Scan[]) => scans.filter(({ by }) => !/Index|Bitmap/.test(by));
const rowsOf = (scans: Scan[]) => scans.reduce((rows, scan) => rows + scan.rows, 0);
let dataset: LargeDataset;
let fan: string;
beforeAll(async () => {
  dataset = await createLargeDataset(SEATS);
  fan = (await dataset.client.query("SELECT id FROM users LIMIT 1")).rows[0].id;
  await explainAll(dataset.client);
}, 900_000);
afterAll(() => dataset.close());

test("the plan reader notices a table scan", async () => {
  const { scans } = await recordScans(dataset.client, () =>
    dataset.client.query("SELECT max(price) FROM seat WHERE price > 1"),
  );
  expect(scans).toEqual([expect.objectContaining({ table: "seat", by: "Seq Scan", rows: SEATS })]);
});

const holdNumbers = (...seatNumbers: number[]) =>
  hold({ userId: fan, scheduleId: dataset.scheduleId, seatNumbers, queueNumber: 1 });
const ids = ({ reservations }: Hold) => reservations.map(({ id }) => id);
let current: Hold;
let paymentId = "";

test.each<[string, () => Promise<unknown>]>([
  ["a hold", async () => (current = await holdNumbers(1, 3))],
  ["a hold that replaces it", async () => (current = await holdNumbers(3, 5))],
  ["its release", () => release(fan, ids(current)[0] ?? "")],
  ["a payment", async () => (paymentId = (await pay(fan, ids(current).slice(1), freshKey())).payments[0]?.id ?? "")],
  ["a refund", () => refund(fan, paymentId, freshKey())],
  ["a charge", () => charge(fan, 10_000, freshKey())],
  ["leaving the queue", () => leaveAndRelease({ concertId: dataset.concertId, userId: fan, number: 1 })],
])("%s reads a few rows, each by an index, as a named statement", async (_, action) => {
  const { scans, names } = await recordScans(dataset.client, action);
  expect(names.every((name) => typeof name === "string")).toBe(true);
  expect(withoutIndex(scans)).toEqual([]);
  expect(rowsOf(scans)).toBeLessThanOrEqual(FEW);
});

const claimsOf = (userId: string): SessionClaims => {
  const times = { startedAt: 0, issuedAt: 0, expiresAt: 0 };
  return { form: "signed", userId, role: "FAN", sessionId: randomUUID(), ...times };
};

test.each<[string, () => Promise<unknown>, number]>([
  ["lapsed holds", () => sweep(), FEW],
  ["a fan's hold", () => findLiveHold(fan, dataset.concertId), FEW],
  ["a session's user", () => loadSessionUser(claimsOf(fan)), FEW],
  ["a hall and its seats, twice", () => loadSeatMap(dataset.scheduleId), 2_000 + FEW],
])("a read of %s reads only those rows", async (_, read, rows) => {
  const { scans } = await recordScans(dataset.client, read);
  expect(withoutIndex(scans).filter(({ table }) => !SMALL.includes(table))).toEqual([]);
  expect(rowsOf(scans.filter(({ table }) => !SMALL.includes(table)))).toBeLessThanOrEqual(rows);
});
