import { describe, expect, test } from "vitest";
import { verdictSchema } from "@/lib/rehearsals/verdict";
import type { FanRecord } from "@/tools/bench/onsale/fan";
import type { Moment, OnsaleResult } from "@/tools/bench/onsale/run-onsale";
import { emptyStats } from "@/tools/bench/onsale/stats";
import { judge, type Trial } from "@/tools/rehearsal/judge";

const TRIAL: Trial = { seats: 4, capacity: 100, admitPerMinute: 600, cores: 2, skewMs: 0 };

const buyer = (number: number, facts: Partial<FanRecord> = {}): FanRecord => ({
  ...{ fan: number, number, joinSentAt: number, joinedAt: number + 1, waitingAt: 0, wasAbsent: false },
  ...{ admittedAt: 10_000 + number, paidAt: 18_000 + number, seats: [number], outcome: "bought", failure: null },
  ...facts,
});

/** Sixty seconds in which the server takes this share of a core, and Postgres half of that. */
const busy = (share: number): Moment[] =>
  Array.from({ length: 60 }, (_, n) => ({
    ...{ arrived: 4, joined: 4, inside: 0, bought: 4, seats: 4, finished: 4, requests: 100, refusals: 0 },
    ...{ atMs: (n + 1) * 1_000, cpu: { server: share, Postgres: share / 2 } },
  }));

function sale(facts: Partial<OnsaleResult> = {}): OnsaleResult {
  const stats = emptyStats();
  Object.assign(stats, { requests: 1_000 });
  Object.assign(stats.ms, { firstPage: [100], join: [20], hold: [30], pay: [40] });
  const records = [1, 2, 3, 4].map((number) => buyer(number));
  return { records, stats, moments: busy(0.2), soldOutMs: 12_345, cpu: {}, bytes: 0, seconds: 60, ...facts };
}

const slow = (timed: string, ms: number): OnsaleResult => {
  const result = sale();
  Object.assign(result.stats.ms, { [timed]: [ms] });
  return result;
};

test("a sale that meets everything is go, and its verdict fits the contract", () => {
  const verdict = judge(sale(), TRIAL);
  expect(verdictSchema.parse(verdict)).toEqual(verdict);
  expect(verdict).toMatchObject({ go: true, reasons: [], bottleneck: "rate" });
  expect(verdict.measured).toMatchObject({
    fans: 4,
    seatsSold: 4,
    soldOutSeconds: 12.3,
    sessionSeconds: 8,
    paymentMs: 40,
  });
});

describe("no go", () => {
  test.each<[string, OnsaleResult]>([
    ["TWICE", sale({ records: [buyer(1), buyer(2, { seats: [1] }), buyer(3), buyer(4)] })],
    [
      "OUT_OF_ORDER",
      sale({ records: [buyer(1, { admittedAt: 99_000, paidAt: 99_500 }), buyer(2), buyer(3), buyer(4)] }),
    ],
    ["LOST_FANS", sale({ records: [...sale().records, buyer(5, { seats: [], outcome: "failed", failure: "502" })] })],
    ["FAULTS", sale({ stats: { ...sale().stats, faults: { "pay 500": 1 } } })],
    ["FIRST_PAGE_SLOW", slow("firstPage", 2_001)],
    ["HOLD_SLOW", slow("hold", 1_001)],
    ["PAYMENT_SLOW", slow("pay", 1_001)],
    ["NOT_SOLD_OUT", sale({ records: [buyer(1)], soldOutMs: null })],
  ])("for %s", (reason, result) => {
    expect(judge(result, TRIAL)).toMatchObject({ go: false, reasons: [reason] });
  });
});

describe("the bottleneck is", () => {
  test("a process that is busy all the time", () => {
    expect(judge(sale({ moments: busy(0.95) }), { ...TRIAL, cores: 4 }).bottleneck).toBe("server");
  });
  test("the machine when all its cores are", () => {
    expect(judge(sale({ moments: busy(0.95) }), { ...TRIAL, cores: 1 }).bottleneck).toBe("machine");
  });
  test("shedding when much is refused though nothing is busy", () => {
    const stats = { ...sale().stats, refusals: { "join 503": 100 } };
    expect(judge(sale({ stats }), TRIAL).bottleneck).toBe("shed");
  });
  test("not the second before the opening", () => {
    const before = { ...(busy(3)[0] as Moment), atMs: -500 };
    expect(judge(sale({ moments: [before, ...busy(0.1)] }), TRIAL).bottleneck).toBe("rate");
  });
});

describe("the recommendation", () => {
  test("is at most twice what was tried, with room for those inside at that rate", () => {
    const { recommended } = judge(sale(), TRIAL);
    expect(recommended).toEqual({ admitPerMinute: 1_200, capacity: 200 }); // 20 a second for 8 s, and a quarter more
  });
  test("leaves the busiest part three tenths of its core", () => {
    expect(judge(sale({ moments: busy(0.8) }), TRIAL).recommended.admitPerMinute).toBe(525); // 600 × 70 / 80
  });
  test("is at most half of what was tried after a no go, and never nothing", () => {
    expect(judge(slow("pay", 5_000), TRIAL).recommended.admitPerMinute).toBe(300);
    expect(judge(slow("pay", 5_000), { ...TRIAL, admitPerMinute: 1 }).recommended).toEqual({
      admitPerMinute: 1,
      capacity: 1,
    });
  });
});
