import { api } from "../api";
import { movedTo, type Shared, wantsShared, watchShared } from "./far";
import { backoffMs, type Outcome, outcomeOf, type Ticket } from "./outcome";

const WANTS_JOIN = new Set(["QUEUE_TOKEN_REQUIRED", "QUEUE_TOKEN_INVALID"]);

const ask = (concertId: string, joined: boolean, signal: AbortSignal) =>
  joined
    ? api<Ticket>(`/api/queue?concertId=${encodeURIComponent(concertId)}`, { signal })
    : api<Ticket>("/api/queue", { method: "POST", body: { concertId }, signal });

/** Milliseconds until it is worth asking again; null when the answer is final. */
function nextAfter(outcome: Outcome, failures: number): number | null {
  if (outcome.kind === "ticket") return outcome.ticket.status === "WAITING" ? outcome.ticket.pollAfterMs : null;
  if (outcome.kind === "busy") return outcome.seconds * 1000;
  if (outcome.kind === "refused" && !WANTS_JOIN.has(outcome.code)) return null;
  return backoffMs(failures, Math.random());
}

export type Watching = { poke: () => void; rest: () => void; resume: () => void };

/**
 * Joins the line and then asks about the place as often as the line wishes, telling every answer. Joining again is
 * always safe: one fan has one place. Far back, where the line wishes to be asked seldom, the public document moves the
 * place meanwhile, and says when to ask; where nobody can say how long it takes, it says whether the line is paused.
 * `poke` asks at once (the screen woke, the network is back), but never a line that has asked for patience. `rest` asks and
 * tells no more, until `resume`.
 */
export function watchLine(concertId: string, tell: (outcome: Outcome) => void): Watching {
  let [joined, final, resting] = [false, false, false];
  let asking: AbortController | undefined;
  let [failures, patientUntil] = [0, 0];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let watching: AbortController | undefined;

  function watchFrom(ticket: Ticket): void {
    watching = new AbortController();
    const seen = ({ head, paused }: Shared) => tell({ kind: "ticket", ticket: movedTo(ticket, head), paused });
    watchShared(ticket, seen, step, watching.signal);
  }

  async function step(): Promise<void> {
    clearTimeout(timer);
    watching?.abort();
    const mine = new AbortController();
    asking = mine;
    const outcome = outcomeOf(await ask(concertId, joined, mine.signal));
    if (mine.signal.aborted) return;
    asking = undefined;
    if (outcome.kind === "ticket") [joined, failures] = [true, 0];
    else failures += 1;
    if (outcome.kind === "refused" && WANTS_JOIN.has(outcome.code)) joined = false;
    patientUntil = outcome.kind === "busy" ? Date.now() + outcome.seconds * 1000 : 0;
    const wait = nextAfter(outcome, failures);
    final = wait === null;
    if (wait !== null) timer = setTimeout(step, wait);
    tell(outcome);
    if (outcome.kind === "ticket" && wantsShared(outcome.ticket)) watchFrom(outcome.ticket);
  }

  void step();
  return {
    poke: () => {
      if (!asking && !final && !resting && Date.now() >= patientUntil) void step();
    },
    rest: () => {
      resting = true;
      clearTimeout(timer);
      watching?.abort();
      asking?.abort();
      asking = undefined;
    },
    resume: () => {
      resting = false;
      void step();
    },
  };
}
