import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { pollQueue } from "@/components/queue/poll-queue";
import type { PollResult, Ticket } from "@/components/queue/poll-result";

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
function startPolling(when = Promise.resolve()) {
  const requests: string[] = [];
  vi.stubGlobal("fetch", async (path: string, { method = "GET", signal }: RequestInit = {}) => {
    requests.push(`${method} ${path}`);
    await when;
    if (signal?.aborted) throw new DOMException("aborted", "AbortError");
    return Response.json(ticket);
  });
  const updates: PollResult[] = [];
  return { asked: requests, told: updates, line: pollQueue("7", (outcome) => updates.push(outcome)) };
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
    const { asked, told } = startPolling();
    await vi.advanceTimersByTimeAsync(4_500);
    expect(asked).toEqual(["POST /api/queue", ...Array(2).fill("GET /api/queue?concertId=7")]);
    expect(told.map(({ kind }) => kind)).toEqual(Array(3).fill("ticket"));
  });

  it("asks and tells nothing while its fan gives the place up, woken or not; then asks for the place it had", async () => {
    const { asked, told, line } = startPolling();
    await vi.advanceTimersByTimeAsync(100);
    line.pause();
    line.pollNow();
    await vi.advanceTimersByTimeAsync(10_000);
    expect([asked.length, told.length]).toEqual([1, 1]);
    line.resume();
    await vi.advanceTimersByTimeAsync(100);
    expect(asked.at(-1)).toBe("GET /api/queue?concertId=7");
    expect(told.length).toBe(2);
  });

  it("hears no answer to what it asked before", async () => {
    let answer = () => {};
    const { asked, told, line } = startPolling(
      new Promise((resolve) => {
        answer = resolve;
      }),
    );
    await vi.advanceTimersByTimeAsync(100);
    line.pause();
    answer();
    await vi.advanceTimersByTimeAsync(10_000);
    expect([asked.length, told.length]).toEqual([1, 0]);
  });
});
