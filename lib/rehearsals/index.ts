export type { Copy } from "./copy";
export { createCopy, prepareFans, removeCopy, removeLeftCopies } from "./copy";
export type { ClaimedRehearsal, Rehearsal, RehearsalProgress } from "./rehearsals";
export {
  beatRehearsal,
  beginRehearsal,
  claimRehearsal,
  finishRehearsal,
  isRehearsalFan,
  listRehearsals,
  MAX_FANS,
  MAX_SEATS,
  requestRehearsal,
  salesNearNow,
} from "./rehearsals";
export type { Verdict } from "./verdict";
export { BOTTLENECKS, REASONS, verdictSchema } from "./verdict";
