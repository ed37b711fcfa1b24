import { AppError } from "@/lib/core/errors";
import type { Caller } from "@/lib/core/rate-limit";
import { initialize, prefetchNumbers, reinitialize, reserveNumbers } from "./initialize";
import { ANONYMOUS, applyJoinLimits, type JoinCounts, joinLimitArgs } from "./join-limit";
import { recordEnded, STATUS_BY_REASON } from "./place-history";
import { type LostState, recoverFrom, withRecovery } from "./recovery";
import { queueScript, unavailable } from "./run-script";
import { type QueueSettings, settingsArgs } from "./settings";
import { syncExpiredSessions } from "./sync-expired";
import { type PlaceReply, type Ticket, toTicket } from "./ticket";
import type { Place } from "./token";

export { type AdmitResult, admitNow } from "./admit-now";
export { deleteQueue } from "./delete-queue";
export { type FoundPlace, findByNumber, findByUser } from "./find-place";
export { requireJoinProof } from "./join-proof";
export { type PublicState, publicState } from "./public-state";
export type { QueueSettings } from "./settings";
export { type QueueStats, queueStats } from "./stats";
export type { Minute } from "./stats-history";
export type { Ticket } from "./ticket";

type Joined = ["JOINED", first: 0 | 1, number: number, place: PlaceReply, reserved: number, counts: JoinCounts];
type NotJoined = ["SALE_NOT_OPEN" | "SALE_CLOSED"] | ["TOO_MANY_REQUESTS", counts: JoinCounts];

const MAX_ATTEMPTS = 5; // a queue may have to be initialized, be given numbers, and have the fan's place restored

const joinScript = queueScript<Joined | NotJoined | LostState | ["NUMBERS_NEEDED", reserved: number]>("join");
const pollScript = queueScript<PlaceReply | LostState>("poll");
const endPlaceScript = queueScript<0 | 1>("end-place");
const configureScript = queueScript<["NOT_INITIALIZED"] | [admitted: number, unsynced: number]>("configure");

/** Joins or finds the fan's place in one round trip; `settings` only initialize, `proved` restores a lost place.
 * @throws AppError SALE_NOT_OPEN, SALE_CLOSED, TOO_MANY_REQUESTS, QUEUE_UNAVAILABLE */
export async function join(
  settings: QueueSettings,
  userId: string,
  proved?: Place,
  caller: Caller = ANONYMOUS,
): Promise<{ ticket: Ticket; first: boolean }> {
  const { concertId } = settings;
  const { keys, limits } = joinLimitArgs(concertId, userId, caller);
  const [fanLimit, windowMs, addressLimit] = limits;
  const args = [...settingsArgs(settings), userId, fanLimit, windowMs, proved?.number ?? 0, addressLimit];
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const reply = await joinScript(concertId, args, keys);
    switch (reply[0]) {
      case "JOINED": {
        const [, first, number, place, reserved, counts] = reply;
        applyJoinLimits(counts, caller);
        if (first) prefetchNumbers(concertId, reserved, reserved - number);
        return { ticket: toTicket(place, { concertId, userId, number }), first: first === 1 };
      }
      case "NOT_INITIALIZED":
        await initialize(settings);
        break;
      case "NUMBERS_NEEDED":
        await reserveNumbers(concertId, reply[1]);
        break;
      case "LOST":
        if (proved) await recoverFrom(reply, proved);
        break;
      case "TOO_MANY_REQUESTS":
        throw applyJoinLimits(reply[1], caller) ?? unavailable();
      default:
        throw new AppError(reply[0]);
    }
  }
  throw unavailable();
}

/** Polls a place after a step; a lost place is restored. @throws AppError NOT_IN_QUEUE, PUT_OUT, QUEUE_UNAVAILABLE */
export async function poll(place: Place): Promise<Ticket> {
  const { concertId, userId, number } = place;
  const reply = await withRecovery<PlaceReply>(place, () => pollScript(concertId, [userId, number]));
  return toTicket(reply ?? ["NOT_IN_QUEUE"], place);
}

/** Leaves a place and admits the next fan; repeating it does nothing. @throws QUEUE_UNAVAILABLE */
export async function leave(place: Place): Promise<void> {
  await recordEnded(place.concertId, [place], "LEFT");
  await endPlaceScript(place.concertId, [place.userId, place.number, STATUS_BY_REASON.LEFT]);
}

/** Ends this place, never a newer one of the fan; true if it ended something. @throws QUEUE_UNAVAILABLE */
export async function endPlace(place: Place): Promise<boolean> {
  return (await endPlaceScript(place.concertId, [place.userId, place.number, STATUS_BY_REASON.PAID])) === 1;
}

/** Ends a place like endPlace(), but its fan then polls PUT_OUT. @throws QUEUE_UNAVAILABLE */
export async function expelPlace(place: Place): Promise<boolean> {
  return (await endPlaceScript(place.concertId, [place.userId, place.number, STATUS_BY_REASON.EXPELLED])) === 1;
}

async function applySettings(settings: QueueSettings): Promise<{ admitted: number; unsynced: number }> {
  const { concertId } = settings;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const reply = await configureScript(concertId, settingsArgs(settings));
    if (reply[0] !== "NOT_INITIALIZED") return { admitted: reply[0], unsynced: reply[1] ?? 0 };
    if (!(await reinitialize(concertId, settings))) break;
  }
  return { admitted: 0, unsynced: 0 };
}

/** Applies settings unless the queue has newer ones; a lower capacity ends no session. @throws QUEUE_UNAVAILABLE */
export async function configure(settings: QueueSettings): Promise<void> {
  await applySettings(settings);
}

/** Applies settings, takes a step and writes expired sessions to Postgres. @throws QUEUE_UNAVAILABLE */
export async function tick(settings: QueueSettings): Promise<{ admitted: number }> {
  const { admitted, unsynced } = await applySettings(settings);
  if (unsynced > 0) await syncExpiredSessions(settings.concertId);
  return { admitted };
}
