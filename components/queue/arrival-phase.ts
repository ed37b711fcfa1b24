import type { EndReason } from "./ended-view";
import type { Phase } from "./state";

type Sale = { salesOpenAt: string; salesCloseAt: string };
export type ArrivalPhase = Extract<Phase, "notOpen" | "closed" | "over" | "joining">;

const REASONS: readonly EndReason[] = ["time", "lapsed", "released"];

/** Why the visitor's session has ended, as `?ended=` says it. */
export const parseEndReason = (ended: string | null | undefined): EndReason | undefined =>
  REASONS.find((reason) => reason === ended);

/** What a fan meets who arrives at `now`: with a session that has ended they do not join by themselves. */
export function arrivalPhase(sale: Sale, now: string, ended: EndReason | undefined): ArrivalPhase {
  if (now < sale.salesOpenAt) return "notOpen";
  if (now > sale.salesCloseAt) return "closed";
  return ended ? "over" : "joining";
}
