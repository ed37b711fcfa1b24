import { fetchApi } from "../api";
import { backoffMs, type PollResult, type Ticket, toPollResult } from "./poll-result";
import { advanceToHead, needsPublicState, type PublicState, pollPublicState } from "./public-state";

const REJOIN_CODES = new Set(["QUEUE_TOKEN_REQUIRED", "QUEUE_TOKEN_INVALID"]);

const request = (concertId: string, joined: boolean, signal: AbortSignal) =>
  joined
    ? fetchApi<Ticket>(`/api/queue?concertId=${encodeURIComponent(concertId)}`, { signal })
    : fetchApi<Ticket>("/api/queue", { method: "POST", body: { concertId }, signal });

/** Milliseconds until it is worth asking again; null when the answer is final. */
function delayAfter(result: PollResult, failures: number): number | null {
  if (result.kind === "ticket") return result.ticket.status === "WAITING" ? result.ticket.pollAfterMs : null;
  if (result.kind === "busy") return result.seconds * 1000;
  if (result.kind === "refused" && !REJOIN_CODES.has(result.code)) return null;
  return backoffMs(failures, Math.random());
}

export type QueuePoller = { pollNow: () => void; pause: () => void; resume: () => void };

/**
 * Joins the line and then asks about the place as often as the line wishes, telling every answer. Joining again is
 * always safe: one fan has one place. Far back, where the line wishes to be asked seldom, the public document moves the
 * place meanwhile, and says when to ask; where nobody can say how long it takes, it says whether the line is paused.
 * `poke` asks at once (the screen woke, the network is back), but never a line that has asked for patience. `rest` asks and
 * tells no more, until `resume`.
 */
export function pollQueue(concertId: string, onUpdate: (outcome: PollResult) => void): QueuePoller {
  let [joined, final, suspended] = [false, false, false];
  let inFlight: AbortController | undefined;
  let [failures, busyUntil] = [0, 0];
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
    const result = toPollResult(await request(concertId, joined, current.signal));
    if (current.signal.aborted) return;
    inFlight = undefined;
    if (result.kind === "ticket") [joined, failures] = [true, 0];
    else failures += 1;
    if (result.kind === "refused" && REJOIN_CODES.has(result.code)) joined = false;
    busyUntil = result.kind === "busy" ? Date.now() + result.seconds * 1000 : 0;
    const delayMs = delayAfter(result, failures);
    final = delayMs === null;
    if (delayMs !== null) timer = setTimeout(poll, delayMs);
    onUpdate(result);
    if (result.kind === "ticket" && needsPublicState(result.ticket)) pollPublicStateFrom(result.ticket);
  }

  void poll();
  return {
    pollNow: () => {
      if (!inFlight && !final && !suspended && Date.now() >= busyUntil) void poll();
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
