import { describe, expect, test } from "vitest";
import { seriesOf, svgChart, textChart } from "@/tools/bench/onsale/chart";
import { countDuplicates, countOvertakenAdmissions, countOvertakenJoins } from "@/tools/bench/onsale/check-fans";
import type { FanRecord } from "@/tools/bench/onsale/fan";
import { cpuBetween, cpuSecondsByGroup, latestCpu, processGroupOf } from "@/tools/bench/onsale/processes";
import type { Moment } from "@/tools/bench/onsale/run-onsale";
import { emptyStats, mergeStats, percentilesOf } from "@/tools/bench/onsale/stats";

const fan = (number: number, facts: Partial<FanRecord> = {}): FanRecord => ({
  fan: number,
  number,
  joinSentAt: 10 * number,
  joinedAt: 10 * number + 5,
  waitingAt: 0,
  wasAbsent: false,
  admittedAt: 1_000 + number,
  seats: [],
  paidAt: 0,
  outcome: "bought",
  failure: null,
  ...facts,
});

describe("the order of a queue", () => {
  test("holds where numbers, joins and admissions agree", () => {
    const fans = [fan(1), fan(2), fan(3, { admittedAt: null, waitingAt: 1_500 })];
    expect([countOvertakenJoins(fans), countOvertakenAdmissions(fans)]).toEqual([0, 0]);
  });

  test("is broken by a fan who asked later and got a lower number", () => {
    expect(countOvertakenJoins([fan(2, { joinSentAt: 0, joinedAt: 5 }), fan(1, { joinSentAt: 6, joinedAt: 9 })])).toBe(
      1,
    );
  });

  test("says nothing about joins that were under way at the same time", () => {
    expect(countOvertakenJoins([fan(2, { joinSentAt: 0, joinedAt: 7 }), fan(1, { joinSentAt: 6, joinedAt: 9 })])).toBe(
      0,
    );
  });

  test("is broken by an admission before a lower number's", () => {
    expect(countOvertakenAdmissions([fan(1, { admittedAt: 2_000 }), fan(2, { admittedAt: 1_999 })])).toBe(1);
  });

  test("is broken by an admission while a lower number is told to wait", () => {
    const waiting = fan(1, { admittedAt: null, waitingAt: 3_000 });
    expect(countOvertakenAdmissions([waiting, fan(2, { admittedAt: 2_000 })])).toBe(1);
    expect(countOvertakenAdmissions([waiting, fan(2, { admittedAt: 2_000 })], 5_000)).toBe(0); // the clocks may differ
  });

  test("passes over a fan who did not ask in time", () => {
    const absent = fan(1, { admittedAt: 3_000, wasAbsent: true });
    expect(countOvertakenAdmissions([absent, fan(2, { admittedAt: 2_000 })])).toBe(0);
  });
});

test("a number or a seat that two fans have is found", () => {
  expect(countDuplicates([fan(1, { seats: [1, 2] }), fan(2, { seats: [3] })])).toEqual({ numbers: 0, seats: 0 });
  expect(countDuplicates([fan(1, { seats: [1, 2] }), fan(1, { seats: [2] })])).toEqual({ numbers: 1, seats: 1 });
});

test("percentiles are nearest ranks, and those of nothing are 0", () => {
  const hundred = Array.from({ length: 100 }, (_, n) => 100 - n);
  expect(percentilesOf(hundred)).toEqual({ count: 100, p50: 50, p95: 95, p99: 99 });
  expect(percentilesOf([7])).toEqual({ count: 1, p50: 7, p95: 7, p99: 7 });
  expect(percentilesOf([])).toEqual({ count: 0, p50: 0, p95: 0, p99: 0 });
});

test("the stats of several processes are added up", () => {
  const [one, other] = [emptyStats(), emptyStats()];
  Object.assign(one, { requests: 2, refusals: { "join 503": 1 } }).ms.join.push(5);
  Object.assign(other, { requests: 3, refusals: { "join 503": 2 }, faults: { "pay 500": 1 } }).ms.join.push(6);
  expect(mergeStats([one, other])).toMatchObject({
    requests: 5,
    refusals: { "join 503": 3 },
    faults: { "pay 500": 1 },
    ms: { join: [5, 6], pay: [] },
  });
});

test.each([
  ["next-server (v16.4.5)", "Next"],
  ["/usr/bin/node node_modules/next/dist/bin/next start -p 1", "Next"],
  ["/usr/bin/node .next/api-server/main.mjs 4001", "server"],
  ["postgres: jari jari 127.0.0.1(51234) idle", "Postgres"],
  ["/usr/bin/node --import tsx tools/dev/services/postgres-process.ts", "Postgres"],
  ["/usr/bin/node --import tsx tools/dev/services/valkey-process.ts", "Valkey"],
  ["/usr/bin/redis-server 127.0.0.1:6379", "Valkey"],
  ["nginx: worker process", "nginx"],
  ["/usr/bin/node --import tsx tools/bench/onsale/load-child.ts", "load"],
  ["/usr/bin/vim", null],
])("the process %s belongs to %s", (command, group) => {
  expect(processGroupOf(command)).toBe(group);
});

test("a part whose process has ended keeps what it had used", () => {
  expect(latestCpu({ load: 3, server: 1 }, { server: 2, nginx: 1 })).toEqual({ server: 2, nginx: 1, load: 3 });
});

test("processor time is what was used between two readings, by part", () => {
  expect(cpuBetween({ server: 2, Valkey: 1 }, { server: 5, Valkey: 1.5, load: 1 })).toEqual({
    server: 3,
    Valkey: 0.5,
    load: 1,
  });
  expect(cpuSecondsByGroup(process.pid)).toEqual({}); // nothing of the service runs below this test
});

const moment = (atMs: number, facts: Partial<Moment> = {}): Moment => {
  const nothing = { arrived: 0, joined: 0, inside: 0, bought: 0, seats: 0, finished: 0, requests: 0, refusals: 0 };
  return { ...nothing, cpu: {}, atMs, ...facts };
};

test("a chart shows rates as differences and counts as they are", () => {
  const moments = [moment(0, { joined: 3, seats: 1 }), moment(1_000, { joined: 10, seats: 4, cpu: { server: 0.5 } })];
  const values = Object.fromEntries(seriesOf(moments).map(({ name, values }) => [name, values]));
  expect(values).toMatchObject({ joins: [3, 7], "seats sold": [1, 4], "processor: server": [0, 50] });
  expect(textChart(moments)).toContain("at most 7/s");
  expect(svgChart(moments, "a < b")).toContain("<title>a &lt; b</title>");
  expect(textChart([])).toBe("");
});
