import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Outcome, Ticket } from "@/components/line/outcome";
import { watchLine } from "@/components/line/watch";

const ticket: Ticket = {
  token: "t",
  concertId: "7",
  status: "WAITING",
  number: 5,
  position: 4,
  etaSeconds: 40,
  pollAfterMs: 2_000,
  expiresAt: null,
};

/** A line that answers at once, or when it is let; what was asked of it, and what the page was told. */
function aLine(when = Promise.resolve()) {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (path: string, { method = "GET", signal }: RequestInit = {}) => {
    asked.push(`${method} ${path}`);
    await when;
    if (signal?.aborted) throw new DOMException("aborted", "AbortError");
    return Response.json(ticket);
  });
  const told: Outcome[] = [];
  return { asked, told, line: watchLine("7", (outcome) => told.push(outcome)) };
}

describe("a page that watches its place", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("joins, then asks as often as the line wishes", async () => {
    const { asked, told } = aLine();
    await vi.advanceTimersByTimeAsync(4_500);
    expect(asked).toEqual(["POST /api/queue", ...Array(2).fill("GET /api/queue?concertId=7")]);
    expect(told.map(({ kind }) => kind)).toEqual(Array(3).fill("ticket"));
  });

  it("asks and tells nothing while its fan gives the place up, woken or not; then asks for the place it had", async () => {
    const { asked, told, line } = aLine();
    await vi.advanceTimersByTimeAsync(100);
    line.rest();
    line.poke();
    await vi.advanceTimersByTimeAsync(10_000);
    expect([asked.length, told.length]).toEqual([1, 1]);
    line.resume();
    await vi.advanceTimersByTimeAsync(100);
    expect(asked.at(-1)).toBe("GET /api/queue?concertId=7");
    expect(told.length).toBe(2);
  });

  it("hears no answer to what it asked before", async () => {
    let answer = () => {};
    const { asked, told, line } = aLine(
      new Promise((resolve) => {
        answer = resolve;
      }),
    );
    await vi.advanceTimersByTimeAsync(100);
    line.rest();
    answer();
    await vi.advanceTimersByTimeAsync(10_000);
    expect([asked.length, told.length]).toEqual([1, 0]);
  });
});
