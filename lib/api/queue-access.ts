import { cookieValue } from "@/lib/auth/session";
import type { SessionUser } from "@/lib/auth/session-user";
import { AppError, type ErrorCode } from "@/lib/core/errors";
import { consumeActionLimits, type RateLimitedAction } from "@/lib/core/rate-limit";
import { requireActive } from "@/lib/queue/require-active";
import { type Place, verifyToken } from "@/lib/queue/token";
import { type Asked, callerOf } from "./framework/request";

type Asking = { asked: Asked; who: SessionUser };

const cookieName = (concertId: string) => `jari-queue-${concertId}`;
const ANY_COOKIE = /(?:^|;\s*)jari-queue-\d+=([^;\s]+)/;

/** The queue token a request carries for this concert; for one that is not known (null), any it carries. */
function readQueueToken({ headers }: Asked, concertId: string | null): string | undefined {
  const said = headers.get("queue-token");
  if (said) return said;
  const cookies = headers.get("cookie");
  return concertId === null ? ANY_COOKIE.exec(cookies ?? "")?.[1] : cookieValue(cookies, cookieName(concertId));
}

/**
 * The place in line that the request proves.
 * @throws AppError QUEUE_TOKEN_REQUIRED, QUEUE_TOKEN_INVALID (also another fan's, another concert's)
 */
export function requirePlace({ asked, who }: Asking, concertId: string | null): Place {
  const token = readQueueToken(asked, concertId);
  if (!token) throw new AppError("QUEUE_TOKEN_REQUIRED");
  return verifyToken(token, { userId: who.id, concertId: concertId ?? undefined });
}

/** The same, or nothing where the request proves none. */
export function optionalPlace(asking: Asking, concertId: string): Place | undefined {
  if (!readQueueToken(asking.asked, concertId)) return undefined;
  try {
    return requirePlace(asking, concertId);
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

/**
 * The gate: the place of a fan who has been let in to this concert, and what `pass` says of it. Where the concert is not
 * known (its date or reservation is not there), the gate comes first all the same, and only whoever passes it learns
 * what is `missing`.
 * @throws AppError QUEUE_TOKEN_REQUIRED, QUEUE_TOKEN_INVALID, QUEUE_TOKEN_NOT_ACTIVE, QUEUE_UNAVAILABLE; `missing`
 */
export async function gate<Passed>(
  asking: Asking,
  concertId: string | null,
  notFoundCode: ErrorCode,
  pass: (place: Place) => Promise<Passed>,
): Promise<{ place: Place; passed: Passed }> {
  const place = requirePlace(asking, concertId);
  if (concertId === null) {
    await requireActive(place);
    throw new AppError(notFoundCode);
  }
  return { place, passed: await pass(place) };
}

/**
 * A way through the gate that counts what is about to be done, in the same round trip. One time too many, and what the
 * gate did is taken back.
 */
export function withRateLimit<Passed>(
  action: RateLimitedAction,
  asked: Asked,
  pass: (place: Place) => Promise<Passed>,
  rollback: (passed: Passed) => Promise<void> = async () => {},
): (place: Place) => Promise<Passed> {
  return async (place) => {
    const counting = consumeActionLimits(action, place.userId, callerOf(asked), place.concertId);
    const [passed, within] = await Promise.allSettled([pass(place), counting]);
    if (within.status === "rejected") {
      if (passed.status === "fulfilled") await rollback(passed.value);
      throw within.reason;
    }
    if (passed.status === "rejected") throw passed.reason;
    return passed.value;
  };
}
