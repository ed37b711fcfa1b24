import { addressFrom } from "@/lib/core/address";
import type { Caller, Standing } from "@/lib/core/limits";

/** What is known of a request beside the request: its id, and how its asker stands with the limits it was counted by. */
export type Context = {
  id: string;
  userId?: string;
  standings: readonly Standing[];
  /** What its body says, where somebody has begun to read it. */
  text?: Promise<string>;
  /** Refused unbegun: counted, and not logged one by one. */
  shed?: true;
};

const CONTEXT = Symbol("context"); // on the request itself: a WeakMap costs a busy process two per cent of its time
type Known = Request & { [CONTEXT]?: Context };

/** The context of a request; its id is made by us, whatever the client sends, so that nobody can write into our logs. */
export function contextOf(request: Known): Context {
  request[CONTEXT] ??= { id: crypto.randomUUID(), standings: [] };
  return request[CONTEXT];
}

/** Who asks, as limits see it. How they stand is kept for the answer's headers. */
export function callerOf(request: Request): Caller {
  return {
    address: addressFrom((name) => request.headers.get(name)),
    told: (standings) => {
      contextOf(request).standings = standings;
    },
  };
}
