import { AppError } from "@/lib/core/errors";
import type { Caller } from "@/lib/core/rate-limit";
import { initialize, prefetchNumbers, reinitialize, reserveNumbers } from "./initialize";
import { ANONYMOUS, applyJoinLimits, type JoinCounts, joinLimitArgs } from "./join-limit";
import { slotArg } from "./lua/bitfield-layout";
import { CONFIGURE } from "./lua/configure";
import { END_PLACE } from "./lua/end-place";
import { JOIN } from "./lua/join";
import { POLL } from "./lua/poll";
import { recordEnded, STATUS_BY_REASON } from "./place-history";
import { type LostState, recoverFrom, withRecovery } from "./recovery";
import { queueScript, unavailable } from "./run-script";
import { type QueueSettings, settingsArgs } from "./settings";
import { syncExpiredSessions } from "./sync-expired";
import { type PlaceReply, type Ticket, toTicket } from "./ticket";
import type { Place } from "./token";

export { type AdmitResult, admitNow } from "./admit-now";
export { type FoundPlace, findByNumber, findByUser } from "./find-place";
export { type PublicState, publicState } from "./public-state";
export type { QueueSettings } from "./settings";
export { type QueueStats, queueStats } from "./stats";
export type { Minute } from "./stats-history";
export type { Ticket } from "./ticket";

type Joined = ["JOINED", first: 0 | 1, number: number, ticket: PlaceReply, reserved: number, counts: JoinCounts];
type NotJoined = ["SALE_NOT_OPEN" | "SALE_CLOSED"] | ["TOO_MANY_REQUESTS", counts: JoinCounts];

const MAX_ATTEMPTS = 5; // the line may have to begin, to be given numbers, and to take the fan's place back

const joinScript = queueScript<Joined | NotJoined | LostState | ["NUMBERS_NEEDED", reserved: number]>(JOIN);
const pollScript = queueScript<PlaceReply | LostState>(POLL);
const endPlaceScript = queueScript<0 | 1>(END_PLACE);
const configureScript = queueScript<["NOT_BEGUN"] | [admitted: number, untold: number]>(CONFIGURE);

/**
 * Joins the line, or finds the place the fan already has, from whatever tab or device: one place a fan. `first` says
 * that a new number was issued. A place that is over gives way to a new number at the back. When there is room and
 * nobody waits, the ticket is ACTIVE at once. One round trip; the first join of a line begins it.
 * The settings given begin a line; one that has begun changes by {@link configure} alone. `proved`: a place whose token
 * the fan carries, in case the line has lost it. Joins are counted for the fan, and for the caller's address where one is known.
 * @throws AppError SALE_NOT_OPEN, SALE_CLOSED, TOO_MANY_REQUESTS, QUEUE_UNAVAILABLE
 */
export async function join(
  line: QueueSettings,
  userId: string,
  proved?: Place,
  caller: Caller = ANONYMOUS,
): Promise<{ ticket: Ticket; first: boolean }> {
  const { concertId } = line;
  const { keys, limits } = joinLimitArgs(concertId, userId, caller);
  const [fanLimit, windowMs, addressLimit] = limits;
  const args = [...settingsArgs(line), userId, fanLimit, windowMs, proved?.number ?? 0, addressLimit];
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const answer = await joinScript(concertId, args, keys);
    switch (answer[0]) {
      case "JOINED": {
        const [, first, number, facts, reserved, counts] = answer;
        applyJoinLimits(counts, caller);
        if (first) prefetchNumbers(concertId, reserved, reserved - number);
        return { ticket: toTicket(facts, { concertId, userId, number }), first: first === 1 };
      }
      case "NOT_BEGUN":
        await initialize(line);
        break;
      case "NUMBERS_NEEDED":
        await reserveNumbers(concertId, answer[1]);
        break;
      case "LOST":
        if (proved) await recoverFrom(answer, proved);
        break;
      case "TOO_MANY_REQUESTS":
        throw applyJoinLimits(answer[1], caller) ?? unavailable();
      default:
        throw new AppError(answer[0]);
    }
  }
  throw unavailable();
}

/**
 * Where a place stands, and a step of the line on the way. EXPIRED once it was let in and is over, or still waited when
 * the sale closed. One round trip; in a line that was lost, the place comes back first.
 * @throws AppError NOT_IN_QUEUE for a place that was given up or never was, PUT_OUT for one an admin put out; QUEUE_UNAVAILABLE
 */
export async function poll(place: Place): Promise<Ticket> {
  const reply = await withRecovery<PlaceReply>(place, () =>
    pollScript(place.concertId, [place.userId, slotArg(place.number)]),
  );
  return toTicket(reply ?? ["NOT_IN_QUEUE"], place);
}

/** Gives a place up, waiting or active, and lets the next one in. Again: nothing happens. @throws AppError QUEUE_UNAVAILABLE */
export async function leave(place: Place): Promise<void> {
  await recordEnded(place.concertId, [place], "LEFT");
  await endPlaceScript(place.concertId, [place.userId, place.number, STATUS_BY_REASON.LEFT]);
}

/**
 * Ends exactly this place, because it is paid, lapsed or released, and lets the next one in. Says whether it ended
 * something; told twice, or late, it never touches a newer place of the same fan.
 * @throws AppError QUEUE_UNAVAILABLE
 */
export async function endPlace(place: Place): Promise<boolean> {
  return (await endPlaceScript(place.concertId, [place.userId, place.number, STATUS_BY_REASON.PAID])) === 1;
}

/** The same for a place that an admin put out: its fan is told so when they ask. @throws AppError QUEUE_UNAVAILABLE */
export async function expelPlace(place: Place): Promise<boolean> {
  return (await endPlaceScript(place.concertId, [place.userId, place.number, STATUS_BY_REASON.EXPELLED])) === 1;
}

/** Settings and a step; a line that was lost begins again by them. */
async function applySettings(line: QueueSettings): Promise<{ admitted: number; untold: number }> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const answer = await configureScript(line.concertId, settingsArgs(line));
    if (answer[0] !== "NOT_BEGUN") return { admitted: answer[0], untold: answer[1] ?? 0 };
    if (!(await reinitialize(line.concertId, line))) break;
  }
  return { admitted: 0, untold: 0 };
}

/**
 * Makes these the settings and steps by them at once, unless the line knows newer ones. A capacity below the number of active fans throws nobody out and
 * lets nobody in. @throws AppError QUEUE_UNAVAILABLE
 */
export async function configure(line: QueueSettings): Promise<void> {
  await applySettings(line);
}

/**
 * What the cron does for a line: settings as they stand in the catalogue, a step, and Postgres hears whose turns have
 * run out. @throws AppError QUEUE_UNAVAILABLE
 */
export async function tick(line: QueueSettings): Promise<{ admitted: number }> {
  const { admitted, untold } = await applySettings(line);
  if (untold > 0) await syncExpiredSessions(line.concertId);
  return { admitted };
}
