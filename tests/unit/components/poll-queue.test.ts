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

/** Polls a queue that responds once `ready` resolves; records requests and updates. */
function startPolling(ready = Promise.resolve()) {
  const requests: string[] = [];
  vi.stubGlobal("fetch", async (path: string, { method = "GET", signal }: RequestInit = {}) => {
    requests.push(`${method} ${path}`);
    await ready;
    if (signal?.aborted) throw new DOMException("aborted", "AbortError");
    return Response.json(ticket);
  });
  const updates: PollResult[] = [];
  return { requests, updates, poller: pollQueue("7", { unlessExpelled: true }, (result) => updates.push(result)) };
}

describe("pollQueue()", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("joins, then polls after pollAfterMs", async () => {
    const { requests, updates } = startPolling();
    await vi.advanceTimersByTimeAsync(4_500);
    expect(requests).toEqual(["POST /api/queue", ...Array(2).fill("GET /api/queue?concertId=7")]);
    expect(updates.map(({ kind }) => kind)).toEqual(Array(3).fill("ticket"));
  });

  it("pause() stops polling, also through pollNow(), until resume() polls the same place", async () => {
    const { requests, updates, poller } = startPolling();
    await vi.advanceTimersByTimeAsync(100);
    poller.pause();
    poller.pollNow();
    await vi.advanceTimersByTimeAsync(10_000);
    expect([requests.length, updates.length]).toEqual([1, 1]);
    poller.resume();
    await vi.advanceTimersByTimeAsync(100);
    expect(requests.at(-1)).toBe("GET /api/queue?concertId=7");
    expect(updates.length).toBe(2);
  });

  it("pause() drops the response in flight", async () => {
    let respond = () => {};
    const { requests, updates, poller } = startPolling(
      new Promise((resolve) => {
        respond = resolve;
      }),
    );
    await vi.advanceTimersByTimeAsync(100);
    poller.pause();
    respond();
    await vi.advanceTimersByTimeAsync(10_000);
    expect([requests.length, updates.length]).toEqual([1, 0]);
  });
});
