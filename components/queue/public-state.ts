import { fetchApi } from "../api";
import { hasNoEta, type Ticket } from "./poll-result";

/** What a page takes from the document that everybody shares. */
export type PublicState = { head: number; paused: boolean };

const FAR_POLL_MS = 5_000; // a promise longer than this would leave the number standing still
const NEAR_NUMBERS = 300; // numbers from the head: from here on the line itself answers every second or two
const POLL_MS = 3_000;

/** Whether the line has asked this fan to be away for so long that they should watch the public document meanwhile. */
export const isFarBack = (ticket: Ticket): boolean => ticket.status === "WAITING" && ticket.pollAfterMs > FAR_POLL_MS;

/** Whether the shared document has something to tell meanwhile: how the line moves, or why nobody can say how long it takes. */
export const needsPublicState = (ticket: Ticket): boolean => isFarBack(ticket) || hasNoEta(ticket);

/** Whether the head of the line has come so close to this number that it is time to ask for one's own place. */
export const isNearHead = (ticket: Ticket, head: number): boolean => ticket.number - head < NEAR_NUMBERS;

/**
 * The ticket as the public document moves it: nobody stands further back than there are numbers from the head on, and
 * nobody moves backwards by it. The estimate shrinks in proportion.
 */
export function advanceToHead(ticket: Ticket, head: number): Ticket {
  const position = Math.max(1, Math.min(ticket.position, ticket.number - head + 1));
  const etaSeconds = ticket.etaSeconds && Math.ceil((ticket.etaSeconds * position) / ticket.position);
  return { ...ticket, position, etaSeconds };
}

/**
 * Watches the document that everybody shares, every few seconds, until the signal ends it, or the number of somebody far
 * back is near: tells what it sees, and says when it is time. A look that fails is simply followed by the next.
 */
export function pollPublicState(
  ticket: Ticket,
  onUpdate: (seen: PublicState) => void,
  onNear: () => void,
  signal: AbortSignal,
): void {
  const intervalMs = Math.min(POLL_MS, 0.7 * ticket.pollAfterMs); // once, before the next ticket of who is near ends this
  const path = `/api/queue/serving?concertId=${encodeURIComponent(ticket.concertId)}`;
  async function poll(): Promise<void> {
    const result = await fetchApi<PublicState | null>(path, { signal });
    if (signal.aborted) return;
    if (result.ok && result.data) {
      if (isFarBack(ticket) && isNearHead(ticket, result.data.head)) return onNear();
      onUpdate(result.data);
    }
    scheduleNext();
  }
  function scheduleNext(): void {
    const timer = setTimeout(poll, intervalMs * (0.8 + 0.4 * Math.random()));
    signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  }
  scheduleNext();
}
