import { book } from "./book";
import type { Client } from "./client";
import { pauseAbout, percentChance } from "./random";
import { ignoredSchema, queueStateSchema, type Ticket, ticketSchema } from "./schemas";

const TARGET_WAIT_MS = 90_000; // a newcomer waits between one and two minutes
const [SHORTEST_MS, LONGEST_MS] = [4_000, 150_000]; // of a session; the longest stays far below SESSION_SECONDS
const IMPATIENT_PERCENT = 20;
const IMPATIENT_POLLS = 10;

/** How often a user polls before giving up: ten times for one user in five, without end for the others. */
export const patienceInPolls = (random = Math.random): number =>
  percentChance(IMPATIENT_PERCENT, random) ? IMPATIENT_POLLS : Number.POSITIVE_INFINITY;

/** How long a session lasts, so that the queue as it is now would take TARGET_WAIT_MS. */
async function sessionMs(client: Client, concertId: string, signal: AbortSignal): Promise<number> {
  const path = `/api/queue/serving?concertId=${concertId}`;
  const { waiting, capacity } = await client.request(queueStateSchema, "GET", path, { signal });
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, (TARGET_WAIT_MS * capacity) / Math.max(1, waiting)));
}

/** Polls until the user is admitted; null when the place has expired or the user gives up. */
async function waitForAdmission(
  client: Client,
  concertId: string,
  first: Ticket,
  signal: AbortSignal,
): Promise<Ticket | null> {
  const path = `/api/queue?concertId=${concertId}`;
  let ticket = first;
  let pollsLeft = patienceInPolls();
  while (ticket.status === "WAITING") {
    await pauseAbout(ticket.pollAfterMs, signal);
    ticket = await client.request(ticketSchema, "GET", path, { queueToken: ticket.token, signal });
    if (--pollsLeft === 0) return null;
  }
  return ticket.status === "ACTIVE" ? ticket : null;
}

/** One user joins the queue, waits, books, and leaves in the end, whatever happened and also after the signal. */
export async function runSession(client: Client, concertId: string, signal: AbortSignal): Promise<void> {
  const ticket = await client.request(ticketSchema, "POST", "/api/queue", { body: { concertId }, signal });
  try {
    const admitted = await waitForAdmission(client, concertId, ticket, signal);
    if (admitted) {
      await pauseAbout(SHORTEST_MS, signal); // by then the others have joined too, and the queue has its length
      await book(
        client,
        { concertId, queueToken: admitted.token, ms: await sessionMs(client, concertId, signal) },
        signal,
      );
    }
  } finally {
    const goodbye = { queueToken: ticket.token, signal: AbortSignal.timeout(5_000) };
    await client.request(ignoredSchema, "DELETE", `/api/queue?concertId=${concertId}`, goodbye).catch(() => {});
  }
}
