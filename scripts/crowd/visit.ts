import { nothing, servingSchema, type Ticket, ticketSchema } from "./answers";
import { rest, sometimes } from "./chance";
import type { Client } from "./client";
import { shop } from "./shop";

const AIM_MS = 90_000; // a newcomer waits between one and two minutes
const [SHORTEST_MS, LONGEST_MS] = [4_000, 150_000]; // of a turn; the longest stays far inside a session

/** How long a turn takes, so that the line as it is now would take AIM_MS: `waiting` people through `capacity` doors. */
async function turnMs(client: Client, concertId: string, signal: AbortSignal): Promise<number> {
  const path = `/api/queue/serving?concertId=${concertId}`;
  const { waiting, capacity } = await client.ask(servingSchema, "GET", path, { signal });
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, (AIM_MS * capacity) / Math.max(1, waiting)));
}

/** Waits until it is this fan's turn; null when they have had enough. */
async function wait(client: Client, concertId: string, first: Ticket, signal: AbortSignal): Promise<Ticket | null> {
  const path = `/api/queue?concertId=${concertId}`;
  let ticket = first;
  let patience = sometimes(0.2) ? 10 : Number.POSITIVE_INFINITY; // looks; one in five has not the time
  while (ticket.status === "WAITING") {
    await rest(ticket.pollAfterMs, signal);
    ticket = await client.ask(ticketSchema, "GET", path, { queueToken: ticket.token, signal });
    if (--patience === 0) return null;
  }
  return ticket.status === "ACTIVE" ? ticket : null;
}

/** One fan comes once: joins the line, waits, has a turn, and leaves, whatever happened; also when the crowd is sent home. */
export async function visit(client: Client, concertId: string, signal: AbortSignal): Promise<void> {
  const ticket = await client.ask(ticketSchema, "POST", "/api/queue", { body: { concertId }, signal });
  try {
    const turn = await wait(client, concertId, ticket, signal);
    if (turn) {
      await rest(SHORTEST_MS, signal); // the first ones in see how long the line is once the others have come too
      await shop(client, { concertId, queueToken: turn.token, ms: await turnMs(client, concertId, signal) }, signal);
    }
  } finally {
    const goodbye = { queueToken: ticket.token, signal: AbortSignal.timeout(5_000) };
    await client.ask(nothing, "DELETE", `/api/queue?concertId=${concertId}`, goodbye).catch(() => {});
  }
}
