import { env } from "@/lib/core/env";
import { Refusal } from "@/lib/core/errors";
import { verb } from "./ask";
import { joinsKey } from "./keys";
import { CONFIGURE } from "./scripts/configure";
import { END } from "./scripts/end";
import { JOIN } from "./scripts/join";
import { POLL } from "./scripts/poll";
import { SERVING } from "./scripts/serving";
import { type Ticket, type TicketFacts, ticketFrom } from "./ticket";
import type { Place } from "./token";

export type { Ticket } from "./ticket";

/** How one concert's line is run. `admitPerMinute` holds for any 60 seconds, not for minutes of the clock. */
export type Line = {
  concertId: string;
  capacity: number;
  admitPerMinute: number;
  paused: boolean;
  opensAt: Date;
  closesAt: Date;
};

/** The line as everybody may see it. `head`: the lowest number still waiting, or the next to be issued. */
export type Serving = {
  concertId: string;
  head: number;
  tail: number;
  waiting: number;
  active: number;
  capacity: number;
  admittedPerMinute: number;
  at: string;
};

type Joined =
  | ["JOINED", first: 0 | 1, ticket: TicketFacts]
  | ["SALE_NOT_OPEN" | "SALE_CLOSED" | "TOO_MANY_REQUESTS", retryAfterMs: number];

const JOINS_PER_WINDOW = 30; // a person with a nervous finger and several tabs stays below it
const JOIN_WINDOW_MS = 10_000;

const joinLine = verb<Joined>(JOIN);
const pollLine = verb<TicketFacts>(POLL);
const endPlace = verb<0 | 1>(END);
const configureLine = verb<number>(CONFIGURE);
const readServing = verb<number[]>(SERVING);

const settingsOf = ({ capacity, admitPerMinute, paused, opensAt, closesAt }: Line) => [
  capacity,
  admitPerMinute,
  paused ? 1 : 0,
  opensAt.getTime(),
  closesAt.getTime(),
];

/**
 * Joins the line, or finds the place the fan already has, from whatever tab or device: one place a fan. `first` says
 * that a new number was issued. A place that is over gives way to a new number at the back. When there is room and
 * nobody waits, the ticket is ACTIVE at once. One round trip.
 * The settings given begin a line; one that has begun changes by {@link configure} alone.
 * @throws Refusal SALE_NOT_OPEN, SALE_CLOSED, TOO_MANY_REQUESTS, QUEUE_UNAVAILABLE
 */
export async function join(line: Line, userId: string): Promise<{ ticket: Ticket; first: boolean }> {
  const { concertId } = line;
  const limit = Math.ceil(JOINS_PER_WINDOW * env().RATE_LIMIT_MULTIPLIER);
  const answer = await joinLine(
    concertId,
    [...settingsOf(line), userId, limit, JOIN_WINDOW_MS],
    [joinsKey(concertId, userId)],
  );
  if (answer[0] === "TOO_MANY_REQUESTS") {
    throw new Refusal("TOO_MANY_REQUESTS", { retryAfterSeconds: Math.max(1, Math.ceil(answer[1] / 1000)) });
  }
  if (answer[0] !== "JOINED") throw new Refusal(answer[0]);
  return { ticket: ticketFrom(answer[2], { concertId, userId }), first: answer[1] === 1 };
}

/**
 * Where a place stands, and a step of the line on the way. EXPIRED once it was let in and is over, or still waited when
 * the sale closed. One round trip.
 * @throws Refusal NOT_IN_QUEUE for a place that was given up or never was; QUEUE_UNAVAILABLE
 */
export async function poll(place: Place): Promise<Ticket> {
  return ticketFrom(await pollLine(place.concertId, [place.userId, place.number]), place);
}

/** Gives a place up, waiting or active, and lets the next one in. Again: nothing happens. @throws Refusal QUEUE_UNAVAILABLE */
export async function leave(place: Place): Promise<void> {
  await endPlace(place.concertId, [place.userId, place.number, 1]);
}

/**
 * Ends exactly this place, because it is paid, lapsed or released, and lets the next one in. Says whether it ended
 * something; told twice, or late, it never touches a newer place of the same fan.
 * @throws Refusal QUEUE_UNAVAILABLE
 */
export async function finish(place: Place): Promise<boolean> {
  return (await endPlace(place.concertId, [place.userId, place.number, 0])) === 1;
}

/**
 * Makes these the settings and steps by them at once. A capacity below the number of active fans throws nobody out and
 * lets nobody in. @throws Refusal QUEUE_UNAVAILABLE
 */
export async function configure(line: Line): Promise<void> {
  await configureLine(line.concertId, settingsOf(line));
}

/** What the cron does for a line: settings as they stand in the catalogue, then a step. @throws Refusal QUEUE_UNAVAILABLE */
export async function tick(line: Line): Promise<{ admitted: number }> {
  return { admitted: await configureLine(line.concertId, settingsOf(line)) };
}

/** The public state of a line. `capacity` is shown until the line has begun. @throws Refusal QUEUE_UNAVAILABLE */
export async function serving(concertId: string, capacity = 0): Promise<Serving> {
  const facts = await readServing(concertId, [capacity]);
  const [head = 1, tail = 0, waiting = 0, active = 0, size = capacity, admittedPerMinute = 0, now = 0] = facts;
  return {
    concertId,
    head,
    tail,
    waiting,
    active,
    capacity: size,
    admittedPerMinute,
    at: new Date(now).toISOString(),
  };
}
