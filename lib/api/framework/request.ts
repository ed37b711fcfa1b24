import { randomUUID } from "node:crypto";
import { clientIpFrom } from "@/lib/core/client-ip";
import type { HeaderReader } from "@/lib/core/headers";
import type { Caller, RateLimitStatus } from "@/lib/core/rate-limit";

const NOTHING_COUNTED: readonly RateLimitStatus[] = [];

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

  abstract readonly headers: HeaderReader;
  /** The scheme and host it came to. */
  abstract readonly origin: string;
  /** Aborts when whoever asked has left. */
  abstract readonly signal: AbortSignal;
  /** The whole body as text. @throws AppError PAYLOAD_TOO_LARGE beyond `limit` bytes; what kept it from arriving */
  abstract read(limit: number): Promise<string>;
}

/** Who asks, as limits see it. How they stand is kept for the answer's headers. */
export const callerOf = (asked: Asked): Caller => ({
  address: clientIpFrom((name) => asked.headers.get(name)),
  onRateLimit: (standings) => {
    asked.standings = standings;
  },
});
