import { PUBLIC_STATE } from "./lua/public-state";
import { queueScript } from "./run-script";

/** The line as everybody may see it. `head`: the lowest number still waiting, or the next to be issued. */
export type PublicState = {
  concertId: string;
  head: number;
  tail: number;
  waiting: number;
  active: number;
  capacity: number;
  admittedPerMinute: number;
  paused: boolean;
  at: string;
};

const publicStateScript = queueScript<number[]>(PUBLIC_STATE);

/** The public facts (`scripts/serving.ts`) by their names. */
export function toPublicState(concertId: string, facts: number[]): PublicState {
  const [head = 1, tail = 0, waiting = 0, active = 0, capacity = 0, admittedPerMinute = 0, paused = 0, now = 0] = facts;
  const counts = { head, tail, waiting, active, capacity, admittedPerMinute };
  return { concertId, ...counts, paused: paused === 1, at: new Date(now).toISOString() };
}

/** The public state of a line. `capacity` is shown until the line has begun. @throws AppError QUEUE_UNAVAILABLE */
export async function publicState(concertId: string, capacity = 0): Promise<PublicState> {
  return toPublicState(concertId, await publicStateScript(concertId, [capacity]));
}
