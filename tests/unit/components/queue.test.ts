import { describe, expect, it } from "vitest";
import { roundEta } from "@/components/queue/eta";
import { shouldAnnounce } from "@/components/queue/milestone";
import { backoffMs, type Ticket, toPollResult } from "@/components/queue/poll-result";
import { advance, type Progress, parseProgress } from "@/components/queue/progress";
import { advanceToHead, isFarBack, isNearHead } from "@/components/queue/public-state";
import { applyPollResult, JOINING } from "@/components/queue/state";

describe("progress bar", () => {
  it("advance() moves forward as the position falls, to full once admitted", () => {
    const reached: number[] = [];
    let memory: Progress | null = null;
    for (const position of [99, 60, 10, 1, 0]) {
      memory = advance(memory, 7, position);
      reached.push(memory.reached);
    }
    expect(reached).toEqual([0.01, 0.4, 0.9, 0.99, 1]);
  });

  it("advance() never moves back when the position grows", () => {
    const near = advance(advance(null, 7, 99), 7, 10);
    expect(advance(near, 7, 50).reached).toBe(near.reached);
    expect(advance(near, 7, 500).reached).toBe(near.reached);
  });

  it("advance() begins afresh for another number", () => {
    const near = advance(advance(null, 7, 99), 7, 1);
    expect(advance(near, 8, 99)).toEqual({ number: 8, start: 99, reached: 0.01 });
  });

  it("parseProgress() reads stored progress and returns null for damaged storage", () => {
    const memory = advance(null, 7, 99);
    expect(parseProgress(JSON.stringify(memory))).toEqual(memory);
    for (const damaged of [null, "", "{", "[]", '{"number":7}', '{"number":7,"start":"9","reached":0}'])
      expect(parseProgress(damaged)).toBeNull();
  });
});

describe("estimate", () => {
  it("roundEta() says soon, then whole minutes, then hours to ten minutes, always rounding up", () => {
    expect(roundEta(null)).toEqual({ kind: "unknown" });
    expect(roundEta(45)).toEqual({ kind: "soon" });
    expect(roundEta(46)).toEqual({ kind: "minutes", minutes: 1 });
    expect(roundEta(181)).toEqual({ kind: "minutes", minutes: 4 });
    expect(roundEta(3541)).toEqual({ kind: "hours", hours: 1, minutes: 0 });
    expect(roundEta(4300)).toEqual({ kind: "hours", hours: 1, minutes: 20 });
  });
});

describe("public state of the queue", () => {
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

  it("isFarBack() holds for a waiting fan with a long poll interval", () => {
    expect(isFarBack(ticket)).toBe(true);
    expect(isFarBack({ ...ticket, pollAfterMs: 2_000 })).toBe(false);
    expect(isFarBack({ ...ticket, status: "ACTIVE" })).toBe(false);
  });

  it("advanceToHead() moves the position forward with the head, never back", () => {
    expect(advanceToHead(ticket, 1)).toMatchObject({ position: 4_000, etaSeconds: 400 });
    expect(advanceToHead(ticket, 3_001)).toMatchObject({ position: 2_000, etaSeconds: 200 });
    expect(advanceToHead(ticket, 5_001)).toMatchObject({ position: 1 });
    expect(advanceToHead({ ...ticket, etaSeconds: null }, 3_001).etaSeconds).toBeNull();
  });

  it("isNearHead() holds within 300 numbers of the head", () => {
    expect(isNearHead(ticket, 4_700)).toBe(false);
    expect(isNearHead(ticket, 4_701)).toBe(true);
  });
});

describe("announcements", () => {
  it("shouldAnnounce() holds for the first position, then once for each round number", () => {
    expect(shouldAnnounce(null, 412)).toBe(true);
    expect(shouldAnnounce(412, 205)).toBe(false);
    expect(shouldAnnounce(412, 200)).toBe(true);
    expect(shouldAnnounce(200, 199)).toBe(false);
    expect(shouldAnnounce(4, 0)).toBe(true);
  });
});

describe("poll result", () => {
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

  it("toPollResult() is a ticket, a refusal, or a reason to retry later", () => {
    expect(toPollResult({ ok: true, status: 201, data: ticket })).toEqual({ kind: "ticket", ticket });
    expect(toPollResult({ ...refusal, status: 409, code: "SALE_CLOSED" })).toEqual({
      kind: "refused",
      code: "SALE_CLOSED",
    });
    expect(toPollResult({ ...refusal, status: 429, code: "TOO_MANY_REQUESTS", retryAfterSeconds: 7 })).toEqual({
      kind: "busy",
      seconds: 7,
    });
    expect(toPollResult({ ...refusal, status: 503, code: "QUEUE_UNAVAILABLE" })).toEqual({ kind: "busy", seconds: 5 });
    expect(toPollResult({ ...refusal, status: 0, code: "OFFLINE" })).toEqual({ kind: "unreachable" });
    expect(toPollResult({ ok: true, status: 200, data: null })).toEqual({ kind: "unreachable" });
  });

  it("applyPollResult() keeps the number through failures and a token that must be renewed", () => {
    const waiting = applyPollResult(JOINING, { kind: "ticket", ticket });
    expect(applyPollResult(waiting, { kind: "unreachable" })).toEqual({ ...waiting, trouble: { kind: "offline" } });
    const busy = applyPollResult(applyPollResult(waiting, { kind: "busy", seconds: 9 }), { kind: "busy", seconds: 7 });
    expect(busy).toEqual({ ...waiting, trouble: { kind: "busy", seconds: 7, tries: 2 } });
    expect(applyPollResult(waiting, { kind: "refused", code: "QUEUE_TOKEN_INVALID" })).toEqual(waiting);
    expect(applyPollResult(waiting, { kind: "refused", code: "NOT_IN_QUEUE" }).phase).toBe("left");
    expect(applyPollResult(waiting, { kind: "ticket", ticket: { ...ticket, status: "EXPIRED" } }).phase).toBe("over");
  });

  it("applyPollResult() keeps a pause once seen until the queue gives an estimate again", () => {
    const noEta = { ...ticket, etaSeconds: null };
    const seen = applyPollResult(JOINING, { kind: "ticket", ticket: noEta, paused: true });
    expect(seen.paused).toBe(true);
    expect(applyPollResult(seen, { kind: "ticket", ticket: noEta }).paused).toBe(true); // a poll does not say whether it is
    expect(applyPollResult(seen, { kind: "unreachable" }).paused).toBe(true);
    expect(applyPollResult(seen, { kind: "ticket", ticket: noEta, paused: false }).paused).toBe(false);
    expect(applyPollResult(seen, { kind: "ticket", ticket: { ...ticket, etaSeconds: 40 } }).paused).toBe(false);
    expect(applyPollResult(seen, { kind: "ticket", ticket: { ...noEta, status: "ACTIVE" } }).paused).toBe(false);
  });

  it("backoffMs() doubles up to fifteen seconds, plus a quarter of jitter", () => {
    expect([1, 2, 3, 4, 5, 9].map((failures) => backoffMs(failures, 0))).toEqual([
      1000, 2000, 4000, 8000, 15_000, 15_000,
    ]);
    expect(backoffMs(9, 1)).toBe(18_750);
  });
});
