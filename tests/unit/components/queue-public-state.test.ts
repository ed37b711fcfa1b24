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
const LOOK_MS = 3_600; // time for one look, not for two

/** A fan with this ticket in a line whose head is here now; null: the document cannot be had. */
function startPolling(heads: (number | null)[], ticket = farBack, paused = false) {
  const requests: string[] = [];
  vi.stubGlobal("fetch", async (path: string) => {
    requests.push(path);
    const head = heads[Math.min(requests.length, heads.length) - 1] ?? null;
    return head === null ? new Response("", { status: 503 }) : Response.json({ head, paused });
  });
  const updates: PublicState[] = [];
  const near = vi.fn();
  const leaving = new AbortController();
  pollPublicState(ticket, (seen) => updates.push(seen), near, leaving.signal);
  return { asked: requests, told: updates, near, leave: () => leaving.abort() };
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

describe("the page of a fan far back", () => {
  it("looks at what everybody shares, and asks for itself only when its number is near", async () => {
    const { asked, told, near } = startPolling([1_000, 2_000, 4_701]);
    await vi.advanceTimersByTimeAsync(2 * LOOK_MS);
    expect(told.map(({ head }) => head)).toEqual([1_000, 2_000]);
    expect(near).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(LOOK_MS);
    expect(near).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(10 * LOOK_MS);
    expect(new Set(asked)).toEqual(new Set(["/api/queue/serving?concertId=7"]));
    expect(asked.length).toBe(3);
  });

  it("looks again after a look that failed, and not any more once the fan has left", async () => {
    const { asked, told, leave } = startPolling([null, 1_500]);
    await vi.advanceTimersByTimeAsync(2 * LOOK_MS);
    expect(told).toContainEqual({ head: 1_500, paused: false });
    leave();
    const before = asked.length;
    await vi.advanceTimersByTimeAsync(10 * LOOK_MS);
    expect(asked.length).toBe(before);
  });
});

describe("the page of a fan at the front whom nobody can tell how long it takes", () => {
  it("sees before its next poll that the line is paused, and asks for itself no sooner", async () => {
    const front = { ...farBack, number: 3, position: 2, etaSeconds: null, pollAfterMs: 1_600 };
    const { told, near } = startPolling([2], front, true);
    await vi.advanceTimersByTimeAsync(front.pollAfterMs);
    expect(told).toEqual([{ head: 2, paused: true }]);
    expect(near).not.toHaveBeenCalled();
  });
});
