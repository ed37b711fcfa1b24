import { type PublicState, toPublicState } from "./public-state";
import { queueScript } from "./run-script";
import { decodeMinutes, type Minute, type RecentStats } from "./stats-history";

export type QueueStats = PublicState & { passedOver: number; minutes: Minute[] } & RecentStats;

const statsScript = queueScript<[fields: number[], passedOver: number, minutes: number[][]]>("read-stats");

/** The state and last half hour of a queue; `capacity` is shown until it begins. @throws QUEUE_UNAVAILABLE */
export async function queueStats(concertId: string, capacity: number): Promise<QueueStats> {
  const [fields, passedOver, counted] = await statsScript(concertId, [capacity]);
  const state = toPublicState(concertId, fields);
  const { minutes, recent } = decodeMinutes(counted, Date.parse(state.at));
  return { ...state, passedOver, ...recent, minutes };
}
