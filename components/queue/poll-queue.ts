import type { ErrorCode } from "@/lib/core/errors";
import { fetchApi } from "../api";
import { backoffMs, type PollResult, type Ticket, toPollResult } from "./poll-result";
import { advanceToHead, needsPublicState, type PublicState, pollPublicState } from "./public-state";

const REJOIN_CODES = new Set<ErrorCode>(["QUEUE_TOKEN_REQUIRED", "QUEUE_TOKEN_INVALID"]);

/** An expelled fan joins again by pressing a button, not by opening the page. */
type JoinOptions = { unlessExpelled: boolean };

const join = (concertId: string, options: JoinOptions, signal: AbortSignal) =>
  fetchApi<Ticket>("/api/queue", { method: "POST", body: { concertId, ...options }, signal });

const pollPlace = (concertId: string, signal: AbortSignal) =>
  fetchApi<Ticket>(`/api/queue?concertId=${encodeURIComponent(concertId)}`, { signal });

/** Milliseconds until the next poll; null where the result is final. */
function delayAfter(result: PollResult, failures: number): number | null {
  if (result.kind === "ticket") return result.ticket.status === "WAITING" ? result.ticket.pollAfterMs : null;
  if (result.kind === "busy") return result.seconds * 1000;
  if (result.kind === "refused" && !REJOIN_CODES.has(result.code)) return null;
  return backoffMs(failures, Math.random());
}

export type QueuePoller = {
  /** Polls at once (the screen woke, the network is back), except while the queue has asked to wait. */
  pollNow: () => void;
  /** Stops polling and drops the response in flight, until `resume`. */
  pause: () => void;
  resume: () => void;
};

/**
 * Joins the queue, then polls the place after `pollAfterMs`, one request at a time. Joining again is always safe: one fan
 * has one place. Where that interval is long, or there is no estimate, it polls the public state in between.
 */
export function pollQueue(
  concertId: string,
  options: JoinOptions,
  onUpdate: (result: PollResult) => void,
): QueuePoller {
  let joined = false;
  let isFinal = false;
  let suspended = false;
  let failures = 0;
  let busyUntil = 0;
  let inFlight: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let publicStatePoll: AbortController | undefined;

  function pollPublicStateFrom(ticket: Ticket): void {
    publicStatePoll = new AbortController();
    const onPublicState = ({ head, paused }: PublicState) =>
      onUpdate({ kind: "ticket", ticket: advanceToHead(ticket, head), paused });
    pollPublicState(ticket, onPublicState, poll, publicStatePoll.signal);
  }

  async function poll(): Promise<void> {
    clearTimeout(timer);
    publicStatePoll?.abort();
    const current = new AbortController();
    inFlight = current;
    const { signal } = current;
    const result = toPollResult(await (joined ? pollPlace(concertId, signal) : join(concertId, options, signal)));
    if (signal.aborted) return;
    inFlight = undefined;
    if (result.kind === "ticket") {
      joined = true;
      failures = 0;
    } else failures += 1;
    if (result.kind === "refused" && REJOIN_CODES.has(result.code)) joined = false;
    busyUntil = result.kind === "busy" ? Date.now() + result.seconds * 1000 : 0;
    const delayMs = delayAfter(result, failures);
    isFinal = delayMs === null;
    if (delayMs !== null) timer = setTimeout(poll, delayMs);
    onUpdate(result);
    if (result.kind === "ticket" && needsPublicState(result.ticket)) pollPublicStateFrom(result.ticket);
  }

  void poll();
  return {
    pollNow: () => {
      if (!inFlight && !isFinal && !suspended && Date.now() >= busyUntil) void poll();
    },
    pause: () => {
      suspended = true;
      clearTimeout(timer);
      publicStatePoll?.abort();
      inFlight?.abort();
      inFlight = undefined;
    },
    resume: () => {
      suspended = false;
      void poll();
    },
  };
}
