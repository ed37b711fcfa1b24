import { Refusal } from "@/lib/core/errors";
import type { Caller } from "@/lib/core/limits";
import { unavailable, verb } from "./ask";
import { beginAgain, beginLine, supplyAhead, supplyNumbers } from "./begin";
import { found, type Loss, recover } from "./find";
import { type JoinCounts, joinCounters, NOBODY, tellJoins } from "./joins";
import { FACT_OF, rememberEnds } from "./memory";
import { CONFIGURE } from "./scripts/configure";
import { END } from "./scripts/end";
import { JOIN } from "./scripts/join";
import { markAt } from "./scripts/marks";
import { POLL } from "./scripts/poll";
import { type Line, settingsOf } from "./settings";
import { type Ticket, type TicketFacts, ticketFrom } from "./ticket";
import type { Place } from "./token";
import { tellTurns } from "./untold";

export { type LetIn, letIn } from "./let-in";
export type { Minute } from "./minutes";
export { type FoundPlace, placeOfFan, placeOfNumber } from "./places";
export { type Serving, serving } from "./serving";
export type { Line } from "./settings";
export { type Standing, standing } from "./standing";
export type { Ticket } from "./ticket";

type Joined = ["JOINED", first: 0 | 1, number: number, ticket: TicketFacts, reserved: number, counts: JoinCounts];
type NotJoined = ["SALE_NOT_OPEN" | "SALE_CLOSED"] | ["TOO_MANY_REQUESTS", counts: JoinCounts];

const TRIES = 5; // the line may have to begin, to be given numbers, and to take the fan's place back

const joinLine = verb<Joined | NotJoined | Loss | ["NUMBERS_NEEDED", reserved: number]>(JOIN);
const pollLine = verb<TicketFacts | Loss>(POLL);
const endPlace = verb<0 | 1>(END);
const configureLine = verb<["NOT_BEGUN"] | [admitted: number, untold: number]>(CONFIGURE);

/**
 * Joins the line, or finds the place the fan already has, from whatever tab or device: one place a fan. `first` says
 * that a new number was issued. A place that is over gives way to a new number at the back. When there is room and
 * nobody waits, the ticket is ACTIVE at once. One round trip; the first join of a line begins it.
 * The settings given begin a line; one that has begun changes by {@link configure} alone. `proved`: a place whose token
 * the fan carries, in case the line has lost it. Joins are counted for the fan, and for the caller's address where one is known.
 * @throws Refusal SALE_NOT_OPEN, SALE_CLOSED, TOO_MANY_REQUESTS, QUEUE_UNAVAILABLE
 */
export async function join(
  line: Line,
  userId: string,
  proved?: Place,
  caller: Caller = NOBODY,
): Promise<{ ticket: Ticket; first: boolean }> {
  const { concertId } = line;
  const { keys, limits } = joinCounters(concertId, userId, caller);
  const [fanLimit, windowMs, addressLimit] = limits;
  const args = [...settingsOf(line), userId, fanLimit, windowMs, proved?.number ?? 0, addressLimit];
  for (let tries = 0; tries < TRIES; tries++) {
    const answer = await joinLine(concertId, args, keys);
    switch (answer[0]) {
      case "JOINED": {
        const [, first, number, facts, reserved, counts] = answer;
        tellJoins(counts, caller);
        if (first) supplyAhead(concertId, reserved, reserved - number);
        return { ticket: ticketFrom(facts, { concertId, userId, number }), first: first === 1 };
      }
      case "NOT_BEGUN":
        await beginLine(line);
        break;
      case "NUMBERS_NEEDED":
        await supplyNumbers(concertId, answer[1]);
        break;
      case "LOST":
        if (proved) await recover(answer, proved);
        break;
      case "TOO_MANY_REQUESTS":
        throw tellJoins(answer[1], caller) ?? unavailable();
      default:
        throw new Refusal(answer[0]);
    }
  }
  throw unavailable();
}

/**
 * Where a place stands, and a step of the line on the way. EXPIRED once it was let in and is over, or still waited when
 * the sale closed. One round trip; in a line that was lost, the place comes back first.
 * @throws Refusal NOT_IN_QUEUE for a place that was given up or never was, PUT_OUT for one an admin put out; QUEUE_UNAVAILABLE
 */
export async function poll(place: Place): Promise<Ticket> {
  const facts = await found<TicketFacts>(place, () => pollLine(place.concertId, [place.userId, markAt(place.number)]));
  return ticketFrom(facts ?? ["NOT_IN_QUEUE"], place);
}

/** Gives a place up, waiting or active, and lets the next one in. Again: nothing happens. @throws Refusal QUEUE_UNAVAILABLE */
export async function leave(place: Place): Promise<void> {
  await rememberEnds(place.concertId, [place], "LEFT");
  await endPlace(place.concertId, [place.userId, place.number, FACT_OF.LEFT]);
}

/**
 * Ends exactly this place, because it is paid, lapsed or released, and lets the next one in. Says whether it ended
 * something; told twice, or late, it never touches a newer place of the same fan.
 * @throws Refusal QUEUE_UNAVAILABLE
 */
export async function finish(place: Place): Promise<boolean> {
  return (await endPlace(place.concertId, [place.userId, place.number, FACT_OF.PAID])) === 1;
}

/** The same for a place that an admin put out: its fan is told so when they ask. @throws Refusal QUEUE_UNAVAILABLE */
export async function putOut(place: Place): Promise<boolean> {
  return (await endPlace(place.concertId, [place.userId, place.number, FACT_OF.EXPELLED])) === 1;
}

/** Settings and a step; a line that was lost begins again by them. */
async function set(line: Line): Promise<{ admitted: number; untold: number }> {
  for (let tries = 0; tries < TRIES; tries++) {
    const answer = await configureLine(line.concertId, settingsOf(line));
    if (answer[0] !== "NOT_BEGUN") return { admitted: answer[0], untold: answer[1] ?? 0 };
    if (!(await beginAgain(line.concertId, line))) break;
  }
  return { admitted: 0, untold: 0 };
}

/**
 * Makes these the settings and steps by them at once, unless the line knows newer ones. A capacity below the number of active fans throws nobody out and
 * lets nobody in. @throws Refusal QUEUE_UNAVAILABLE
 */
export async function configure(line: Line): Promise<void> {
  await set(line);
}

/**
 * What the cron does for a line: settings as they stand in the catalogue, a step, and Postgres hears whose turns have
 * run out. @throws Refusal QUEUE_UNAVAILABLE
 */
export async function tick(line: Line): Promise<{ admitted: number }> {
  const { admitted, untold } = await set(line);
  if (untold > 0) await tellTurns(line.concertId);
  return { admitted };
}
