import { book } from "./book";
import type { Client } from "./client";
import { pauseAbout, percentChance } from "./random";
import { ignoredSchema, queueStateSchema, type Ticket, ticketSchema } from "./schemas";

const TARGET_WAIT_MS = 90_000; // a newcomer waits between one and two minutes
const [SHORTEST_MS, LONGEST_MS] = [4_000, 150_000]; // of a turn; the longest stays far inside a session

/** How long a turn takes, so that the line as it is now would take AIM_MS: `waiting` people through `capacity` doors. */
async function sessionMs(client: Client, concertId: string, signal: AbortSignal): Promise<number> {
  const path = `/api/queue/serving?concertId=${concertId}`;
  const { waiting, capacity } = await client.request(queueStateSchema, "GET", path, { signal });
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, (TARGET_WAIT_MS * capacity) / Math.max(1, waiting)));
}

/** Waits until it is this fan's turn; null when they have had enough. */
async function waitForAdmission(
  client: Client,
  concertId: string,
  first: Ticket,
  signal: AbortSignal,
): Promise<Ticket | null> {
  const path = `/api/queue?concertId=${concertId}`;
  let ticket = first;
  let patience = percentChance(0.2) ? 10 : Number.POSITIVE_INFINITY; // looks; one in five has not the time
  while (ticket.status === "WAITING") {
    await pauseAbout(ticket.pollAfterMs, signal);
    ticket = await client.request(ticketSchema, "GET", path, { queueToken: ticket.token, signal });
    if (--patience === 0) return null;
  }
  return ticket.status === "ACTIVE" ? ticket : null;
}

/** One fan comes once: joins the line, waits, has a turn, and leaves, whatever happened; also when the crowd is sent home. */
export async function runSession(client: Client, concertId: string, signal: AbortSignal): Promise<void> {
  const ticket = await client.request(ticketSchema, "POST", "/api/queue", { body: { concertId }, signal });
  try {
    const turn = await waitForAdmission(client, concertId, ticket, signal);
    if (turn) {
      await pauseAbout(SHORTEST_MS, signal); // the first ones in see how long the line is once the others have come too
      await book(client, { concertId, queueToken: turn.token, ms: await sessionMs(client, concertId, signal) }, signal);
    }
  } finally {
    const goodbye = { queueToken: ticket.token, signal: AbortSignal.timeout(5_000) };
    await client.request(ignoredSchema, "DELETE", `/api/queue?concertId=${concertId}`, goodbye).catch(() => {});
  }
}
