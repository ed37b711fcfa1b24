import { describe, expect, it } from "vitest";
import { etaOf } from "@/components/line/eta";
import { worthSaying } from "@/components/line/milestone";
import { backoffMs, outcomeOf, retryAfter } from "@/components/line/outcome";
import { advance, type Memory, recall } from "@/components/line/progress";

const NOW = Date.parse("2026-12-01T11:00:00Z");

describe("the progress bar", () => {
  it("moves forward as the position falls and is full inside", () => {
    const reached: number[] = [];
    let memory: Memory | null = null;
    for (const position of [99, 60, 10, 1, 0]) {
      memory = advance(memory, 7, position);
      reached.push(memory.reached);
    }
    expect(reached).toEqual([0.01, 0.4, 0.9, 0.99, 1]);
  });

  it("stays where it is when the position grows", () => {
    const near = advance(advance(null, 7, 99), 7, 10);
    expect(advance(near, 7, 50).reached).toBe(near.reached);
    expect(advance(near, 7, 500).reached).toBe(near.reached);
  });

  it("begins afresh for another number", () => {
    const near = advance(advance(null, 7, 99), 7, 1);
    expect(advance(near, 8, 99)).toEqual({ number: 8, start: 99, reached: 0.01 });
  });

  it("survives a reload, and damaged storage counts as nothing", () => {
    const memory = advance(null, 7, 99);
    expect(recall(JSON.stringify(memory))).toEqual(memory);
    for (const damaged of [null, "", "{", "[]", '{"number":7}', '{"number":7,"start":"9","reached":0}'])
      expect(recall(damaged)).toBeNull();
  });
});

describe("the estimate", () => {
  it("says soon, then whole minutes, then hours to ten minutes, always rounding up", () => {
    expect(etaOf(null)).toEqual({ kind: "unknown" });
    expect(etaOf(45)).toEqual({ kind: "soon" });
    expect(etaOf(46)).toEqual({ kind: "minutes", minutes: 1 });
    expect(etaOf(181)).toEqual({ kind: "minutes", minutes: 4 });
    expect(etaOf(3541)).toEqual({ kind: "hours", hours: 1, minutes: 0 });
    expect(etaOf(4300)).toEqual({ kind: "hours", hours: 1, minutes: 20 });
  });
});

describe("what is said aloud", () => {
  it("is the first position and then each round number once", () => {
    expect(worthSaying(null, 412)).toBe(true);
    expect(worthSaying(412, 205)).toBe(false);
    expect(worthSaying(412, 200)).toBe(true);
    expect(worthSaying(200, 199)).toBe(false);
    expect(worthSaying(4, 0)).toBe(true);
  });
});

describe("what came of asking the line", () => {
  const json = (status: number, body: unknown, headers = {}) => new Response(JSON.stringify(body), { status, headers });

  it("is a ticket, a refusal, or a reason to ask later", async () => {
    const ticket = { status: "WAITING", position: 3, number: 9 };
    expect(await outcomeOf(json(201, ticket), NOW)).toEqual({ kind: "ticket", ticket });
    expect(await outcomeOf(json(409, { code: "SALE_CLOSED" }), NOW)).toEqual({ kind: "refused", code: "SALE_CLOSED" });
    expect(await outcomeOf(json(429, {}, { "Retry-After": "7" }), NOW)).toEqual({ kind: "busy", seconds: 7 });
    expect(await outcomeOf(json(503, { code: "QUEUE_UNAVAILABLE" }), NOW)).toEqual({ kind: "busy", seconds: 5 });
    expect(await outcomeOf(new Response("<html>", { status: 200 }), NOW)).toEqual({ kind: "unreachable" });
  });

  it("reads Retry-After as seconds or as a date", () => {
    expect(retryAfter("0", NOW)).toBe(1);
    expect(retryAfter(new Date(NOW + 12_000).toUTCString(), NOW)).toBe(12);
    expect(retryAfter("soon", NOW)).toBe(5);
    expect(retryAfter(null, NOW)).toBe(5);
  });

  it("tries again ever later, up to fifteen seconds and a quarter", () => {
    expect([1, 2, 3, 4, 5, 9].map((failures) => backoffMs(failures, 0))).toEqual([
      1000, 2000, 4000, 8000, 15_000, 15_000,
    ]);
    expect(backoffMs(9, 1)).toBe(18_750);
  });
});
