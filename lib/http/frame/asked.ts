import { randomUUID } from "node:crypto";
import { addressFrom } from "@/lib/core/address";
import type { Caller, Standing } from "@/lib/core/limits";
import type { Said } from "@/lib/core/said";

const NOTHING_COUNTED: readonly Standing[] = [];

/**
 * A request as every handler sees it, on whichever mount, and what becomes known of it on its way. Its id is made by us,
 * whatever the client sends, so that nobody can write into our logs.
 */
export abstract class Asked {
  readonly id = randomUUID();
  userId: string | undefined = undefined;
  /** How its asker stands with the limits it was counted by. */
  standings = NOTHING_COUNTED;
  /** Refused unbegun: counted, and not logged one by one. */
  shed = false;
  /** What its body says, where somebody has begun to read it. */
  text: Promise<string> | undefined = undefined;

  /** @param path what comes before the `?` @param query what comes after it */
  constructor(
    readonly method: string,
    readonly path: string,
    readonly query: string,
  ) {}

  abstract readonly headers: Said;
  /** The scheme and host it came to. */
  abstract readonly origin: string;
  /** Aborts when whoever asked has left. */
  abstract readonly signal: AbortSignal;
  /** The whole body as text. @throws Refusal PAYLOAD_TOO_LARGE beyond `limit` bytes; what kept it from arriving */
  abstract read(limit: number): Promise<string>;
}

/** Who asks, as limits see it. How they stand is kept for the answer's headers. */
export const callerOf = (asked: Asked): Caller => ({
  address: addressFrom((name) => asked.headers.get(name)),
  told: (standings) => {
    asked.standings = standings;
  },
});
