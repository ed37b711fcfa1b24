import { env } from "@/lib/core/env";
import { Refusal } from "@/lib/core/errors";
import { oncePerProcess } from "@/lib/core/once";
import type { Reply } from "../frame/answer";
import type { Asked } from "../frame/asked";
import { arrived, BODY_LIMIT } from "../frame/body";
import type { Endpoint } from "../frame/endpoint";
import { deadline } from "./deadline";
import { Slots } from "./slots";
import { tallyOf } from "./tally";
import type { Urgency } from "./urgency";

const HOUSE_SECONDS = 120; // of an admin or a cron: a hall of 100,000 seats, an audit, a drain of twenty seconds

// How long to stay away, in seconds: at most so long, at random, or all who were refused at once would be back at once.
const AWAY_MOST: Record<Urgency, number> = { pay: 1, hold: 2, line: 4, look: 4, enter: 5 };

const late = () => new Refusal("UNAVAILABLE"); // its outcome is not known

const parts = () =>
  oncePerProcess("shedding", () => {
    const { API_REQUESTS_AT_ONCE, REQUEST_SECONDS } = env();
    const slots = new Slots(API_REQUESTS_AT_ONCE);
    return {
      slots,
      count: tallyOf(slots),
      inTime: deadline(REQUEST_SECONDS * 1_000, late),
      inHouseTime: deadline(HOUSE_SECONDS * 1_000, late),
    };
  });

function overloaded(asked: Asked, urgency: Urgency): Refusal {
  parts().count(urgency);
  asked.shed = true;
  return new Refusal("OVERLOADED", { retryAfterSeconds: 1 + Math.floor(Math.random() * AWAY_MOST[urgency]) });
}

/**
 * Does a request's work when there is room for it, and answers in time. Its body has arrived before it takes room, so that
 * whoever sends slowly keeps nobody out; who will find none is told before.
 * @throws Refusal OVERLOADED within 100 ms when there is none: nothing was begun. UNAVAILABLE after REQUEST_SECONDS: it goes
 * on, and nobody knows its outcome
 */
export function served(
  { definition, urgency }: Pick<Endpoint, "definition" | "urgency">,
  asked: Asked,
  work: () => Promise<Reply>,
): Promise<Reply> {
  const { slots, inTime, inHouseTime } = parts();
  if (urgency === null) return inHouseTime(work());
  const begin = () => inTime(work(), () => slots.leave(urgency));
  const enter = () => {
    const turn = slots.enter(urgency);
    if (!turn) return begin();
    return turn.then(begin, () => {
      throw overloaded(asked, urgency);
    });
  };
  if (!definition.body || slots.isShut(urgency)) return enter();
  return arrived(asked, definition.bodyLimit ?? BODY_LIMIT).then(enter);
}
