import { verb } from "./ask";
import { type Lately, type Minute, readMinutes } from "./minutes";
import { STANDING } from "./scripts/standing";
import { type Serving, servingFrom } from "./serving";

/** A line as an admin sees it. `passedOver`: how many are passed over now and have not come back. */
export type Standing = Serving & { passedOver: number; minutes: Minute[] } & Lately;

const readStanding = verb<[facts: number[], passedOver: number, minutes: number[][]]>(STANDING);

/**
 * How a line stands and what happened in its last half hour, in one round trip and without looking for anybody.
 * `capacity` is shown until the line has begun. @throws Refusal QUEUE_UNAVAILABLE
 */
export async function standing(concertId: string, capacity: number): Promise<Standing> {
  const [facts, passedOver, counted] = await readStanding(concertId, [capacity]);
  const serving = servingFrom(concertId, facts);
  const { minutes, lately } = readMinutes(counted, Date.parse(serving.at));
  return { ...serving, passedOver, ...lately, minutes };
}
