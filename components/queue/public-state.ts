import type { QueuePublicState } from "@/client/types";
import { fetchApi } from "../api";
import { hasNoEta, type Ticket } from "./poll-result";

export type PublicState = Pick<QueuePublicState, "head" | "paused">;

const FAR_POLL_MS = 5_000; // a longer poll interval would leave the position standing still
const NEAR_NUMBERS = 300; // from the head of the queue: closer, the place itself is polled every second or two
const POLL_MS = 3_000;

/** Whether a waiting fan's poll interval is so long that their page follows the public state meanwhile. */
export const isFarBack = (ticket: Ticket): boolean => ticket.status === "WAITING" && ticket.pollAfterMs > FAR_POLL_MS;

/** Whether the public state has news between two polls: how the queue moves, or that it is paused. */
export const needsPublicState = (ticket: Ticket): boolean => isFarBack(ticket) || hasNoEta(ticket);

/** Whether the head of the queue is so close to this number that the place itself should be polled. */
export const isNearHead = (ticket: Ticket, head: number): boolean => ticket.number - head < NEAR_NUMBERS;

/** The ticket moved forward by the head of the queue, never back; its estimate shrinks in proportion. */
export function advanceToHead(ticket: Ticket, head: number): Ticket {
  const position = Math.max(1, Math.min(ticket.position, ticket.number - head + 1));
  const etaSeconds = ticket.etaSeconds && Math.ceil((ticket.etaSeconds * position) / ticket.position);
  return { ...ticket, position, etaSeconds };
}

/**
 * Polls the queue's public state every few seconds until the signal aborts, or until a number far back is near the head:
 * then it calls `onNear` and ends. A failed poll is followed by the next.
 */
export function pollPublicState(
  ticket: Ticket,
  onUpdate: (state: PublicState) => void,
  onNear: () => void,
  signal: AbortSignal,
): void {
  const intervalMs = Math.min(POLL_MS, 0.7 * ticket.pollAfterMs); // once before the poll of the place itself
  const path = `/api/queue/serving?concertId=${encodeURIComponent(ticket.concertId)}`;
  async function poll(): Promise<void> {
    const response = await fetchApi<PublicState | null>(path, { signal });
    if (signal.aborted) return;
    if (response.ok && response.data) {
      if (isFarBack(ticket) && isNearHead(ticket, response.data.head)) return onNear();
      onUpdate(response.data);
    }
    scheduleNext();
  }
  function scheduleNext(): void {
    const timer = setTimeout(poll, intervalMs * (0.8 + 0.4 * Math.random()));
    signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  }
  scheduleNext();
}
