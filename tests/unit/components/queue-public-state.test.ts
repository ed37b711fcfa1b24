import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Ticket } from "@/components/queue/poll-result";
import { type PublicState, pollPublicState } from "@/components/queue/public-state";

const farBack: Ticket = {
  token: "t",
  concertId: "7",
  status: "WAITING",
  number: 5_000,
  position: 4_000,
  etaSeconds: 400,
  pollAfterMs: 60_000,
  expiresAt: null,
};
const ONE_POLL_MS = 3_600; // time for one poll, not for two

/** Polls the public state of a queue with these heads in turn; null is a failed request. */
function startPolling(heads: (number | null)[], ticket = farBack, paused = false) {
  const requests: string[] = [];
  vi.stubGlobal("fetch", async (path: string) => {
    requests.push(path);
    const head = heads[Math.min(requests.length, heads.length) - 1] ?? null;
    return head === null ? new Response("", { status: 503 }) : Response.json({ head, paused });
  });
  const updates: PublicState[] = [];
  const onNear = vi.fn();
  const controller = new AbortController();
  pollPublicState(ticket, (state) => updates.push(state), onNear, controller.signal);
  return { requests, updates, onNear, stop: () => controller.abort() };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, "random").mockReturnValue(0.5);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe("pollPublicState() for a fan far back", () => {
  it("reports the public state, and calls onNear once the number is near the head", async () => {
    const { requests, updates, onNear } = startPolling([1_000, 2_000, 4_701]);
    await vi.advanceTimersByTimeAsync(2 * ONE_POLL_MS);
    expect(updates.map(({ head }) => head)).toEqual([1_000, 2_000]);
    expect(onNear).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(ONE_POLL_MS);
    expect(onNear).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(10 * ONE_POLL_MS);
    expect(new Set(requests)).toEqual(new Set(["/api/queue/serving?concertId=7"]));
    expect(requests.length).toBe(3);
  });

  it("polls again after a failed poll, and not after it was aborted", async () => {
    const { requests, updates, stop } = startPolling([null, 1_500]);
    await vi.advanceTimersByTimeAsync(2 * ONE_POLL_MS);
    expect(updates).toContainEqual({ head: 1_500, paused: false });
    stop();
    const before = requests.length;
    await vi.advanceTimersByTimeAsync(10 * ONE_POLL_MS);
    expect(requests.length).toBe(before);
  });
});

describe("pollPublicState() for a fan at the front without an estimate", () => {
  it("reports a pause before the place is polled again, and does not call onNear", async () => {
    const front = { ...farBack, number: 3, position: 2, etaSeconds: null, pollAfterMs: 1_600 };
    const { updates, onNear } = startPolling([2], front, true);
    await vi.advanceTimersByTimeAsync(front.pollAfterMs);
    expect(updates).toEqual([{ head: 2, paused: true }]);
    expect(onNear).not.toHaveBeenCalled();
  });
});
