import { queueScript } from "./run-script";

/** `head`: the lowest number still waiting, or the next to be issued. */
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

const publicStateScript = queueScript<number[]>("public-state");

/** Names the fields of `lua/public-fields.lua`. */
export function toPublicState(concertId: string, fields: number[]): PublicState {
  const [head = 1, tail = 0, waiting = 0, active = 0, capacity = 0, admittedPerMinute = 0, paused = 0, now = 0] =
    fields;
  const counts = { head, tail, waiting, active, capacity, admittedPerMinute };
  return { concertId, ...counts, paused: paused === 1, at: new Date(now).toISOString() };
}

/** The public state of a queue. `capacity` is shown until the queue is initialized. @throws AppError QUEUE_UNAVAILABLE */
export async function publicState(concertId: string, capacity = 0): Promise<PublicState> {
  return toPublicState(concertId, await publicStateScript(concertId, [capacity]));
}
