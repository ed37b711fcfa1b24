import { describe, expect, it } from "vitest";
import { etaOf } from "@/components/line/eta";
import { isFar, isNear, movedTo } from "@/components/line/far";
import { worthSaying } from "@/components/line/milestone";
import { backoffMs, outcomeOf, type Ticket } from "@/components/line/outcome";
import { advance, type Memory, recall } from "@/components/line/progress";
import { ARRIVING, answered } from "@/components/line/state";

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

describe("a fan far back, who watches the public document", () => {
  const ticket: Ticket = {
    token: "t",
    concertId: "1",
    status: "WAITING",
    number: 5_000,
    position: 4_000,
    etaSeconds: 400,
    pollAfterMs: 60_000,
    expiresAt: null,
  };

  it("is one whom the line asked to be away for long", () => {
    expect(isFar(ticket)).toBe(true);
    expect(isFar({ ...ticket, pollAfterMs: 2_000 })).toBe(false);
    expect(isFar({ ...ticket, status: "ACTIVE" })).toBe(false);
  });

  it("moves forward with the head, and never back by it", () => {
    expect(movedTo(ticket, 1)).toMatchObject({ position: 4_000, etaSeconds: 400 });
    expect(movedTo(ticket, 3_001)).toMatchObject({ position: 2_000, etaSeconds: 200 });
    expect(movedTo(ticket, 5_001)).toMatchObject({ position: 1 });
    expect(movedTo({ ...ticket, etaSeconds: null }, 3_001).etaSeconds).toBeNull();
  });

  it("asks for itself when its number is near", () => {
    expect(isNear(ticket, 4_700)).toBe(false);
    expect(isNear(ticket, 4_701)).toBe(true);
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
  const refusal = { ok: false, retryAfterSeconds: null, problem: {} } as const;
  const ticket: Ticket = {
    token: "t",
    concertId: "1",
    status: "WAITING",
    number: 9,
    position: 3,
    etaSeconds: 60,
    pollAfterMs: 2000,
    expiresAt: null,
  };

  it("is a ticket, a refusal, or a reason to ask later", () => {
    expect(outcomeOf({ ok: true, status: 201, data: ticket })).toEqual({ kind: "ticket", ticket });
    expect(outcomeOf({ ...refusal, status: 409, code: "SALE_CLOSED" })).toEqual({
      kind: "refused",
      code: "SALE_CLOSED",
    });
    expect(outcomeOf({ ...refusal, status: 429, code: "TOO_MANY_REQUESTS", retryAfterSeconds: 7 })).toEqual({
      kind: "busy",
      seconds: 7,
    });
    expect(outcomeOf({ ...refusal, status: 503, code: "QUEUE_UNAVAILABLE" })).toEqual({ kind: "busy", seconds: 5 });
    expect(outcomeOf({ ...refusal, status: 0, code: "OFFLINE" })).toEqual({ kind: "unreachable" });
    expect(outcomeOf({ ok: true, status: 200, data: null })).toEqual({ kind: "unreachable" });
  });

  it("never takes the number away for trouble, and gives it back when the token is renewed", () => {
    const waiting = answered(ARRIVING, { kind: "ticket", ticket });
    expect(answered(waiting, { kind: "unreachable" })).toEqual({ ...waiting, trouble: { kind: "offline" } });
    const busy = answered(answered(waiting, { kind: "busy", seconds: 9 }), { kind: "busy", seconds: 7 });
    expect(busy).toEqual({ ...waiting, trouble: { kind: "busy", seconds: 7, tries: 2 } });
    expect(answered(waiting, { kind: "refused", code: "QUEUE_TOKEN_INVALID" })).toEqual(waiting);
    expect(answered(waiting, { kind: "refused", code: "NOT_IN_QUEUE" }).phase).toBe("left");
    expect(answered(waiting, { kind: "ticket", ticket: { ...ticket, status: "EXPIRED" } }).phase).toBe("over");
  });

  it("says that the line is paused from when that is seen until somebody can say again how long it takes", () => {
    const timeless = { ...ticket, etaSeconds: null };
    const seen = answered(ARRIVING, { kind: "ticket", ticket: timeless, paused: true });
    expect(seen.paused).toBe(true);
    expect(answered(seen, { kind: "ticket", ticket: timeless }).paused).toBe(true); // a poll says nothing of it
    expect(answered(seen, { kind: "unreachable" }).paused).toBe(true);
    expect(answered(seen, { kind: "ticket", ticket: timeless, paused: false }).paused).toBe(false);
    expect(answered(seen, { kind: "ticket", ticket: { ...ticket, etaSeconds: 40 } }).paused).toBe(false);
    expect(answered(seen, { kind: "ticket", ticket: { ...timeless, status: "ACTIVE" } }).paused).toBe(false);
  });

  it("tries again ever later, up to fifteen seconds and a quarter", () => {
    expect([1, 2, 3, 4, 5, 9].map((failures) => backoffMs(failures, 0))).toEqual([
      1000, 2000, 4000, 8000, 15_000, 15_000,
    ]);
    expect(backoffMs(9, 1)).toBe(18_750);
  });
});
