import { READ_STATS } from "./lua/read-stats";
import { type PublicState, toPublicState } from "./public-state";
import { queueScript } from "./run-script";
import { decodeMinutes, type Minute, type RecentStats } from "./stats-history";

/** A line as an admin sees it. `passedOver`: how many are passed over now and have not come back. */
export type QueueStats = PublicState & { passedOver: number; minutes: Minute[] } & RecentStats;

const statsScript = queueScript<[facts: number[], passedOver: number, minutes: number[][]]>(READ_STATS);

/**
 * How a line stands and what happened in its last half hour, in one round trip and without looking for anybody.
 * `capacity` is shown until the line has begun. @throws AppError QUEUE_UNAVAILABLE
 */
export async function queueStats(concertId: string, capacity: number): Promise<QueueStats> {
  const [facts, passedOver, counted] = await statsScript(concertId, [capacity]);
  const serving = toPublicState(concertId, facts);
  const { minutes, recent } = decodeMinutes(counted, Date.parse(serving.at));
  return { ...serving, passedOver, ...recent, minutes };
}
