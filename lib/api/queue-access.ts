import { cookieValue, SESSION_MAX_AGE_SECONDS } from "@/lib/auth/session-cookies";
import type { Principal } from "@/lib/auth/session-user";
import { AppError, type ErrorCode } from "@/lib/core/errors";
import { type Caller, consumeActionLimits, type RateLimitedAction } from "@/lib/core/rate-limit";
import { queueCookieName, queueCookieNames } from "@/lib/queue/cookie";
import { requireActive } from "@/lib/queue/require-active";
import { type Place, verifyToken } from "@/lib/queue/token";
import { isSecure } from "./framework/response";

type FanRequest = { request: Request; user: Principal };

const ANY_COOKIE = /(?:^|;\s*)(?:__Host-)?jari-queue-\d+=([^;\s]+)/;

/** The request's token for this concert; any token where the concert is unknown (null). */
function readQueueToken({ headers }: Request, concertId: string | null): string | undefined {
  const token = headers.get("queue-token");
  if (token) return token;
  const cookies = headers.get("cookie");
  if (concertId === null) return ANY_COOKIE.exec(cookies ?? "")?.[1];
  const [prefixed, plain] = queueCookieNames(concertId);
  return cookieValue(cookies, prefixed) ?? cookieValue(cookies, plain);
}

/** The cookie of the queue token, which scripts cannot read. A null token deletes it. */
export function queueCookie(request: Request, concertId: string, token: string | null): Record<string, string> {
  const maxAge = token === null ? 0 : SESSION_MAX_AGE_SECONDS; // a place outlives a closed browser
  const secure = isSecure(request);
  const value = `${queueCookieName(concertId, { secure })}=${token ?? ""}`;
  return { "set-cookie": `${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}` };
}

/** The place that the token proves. @throws AppError QUEUE_TOKEN_REQUIRED; QUEUE_TOKEN_INVALID, also for another fan */
export function requirePlace({ request, user }: FanRequest, concertId: string | null): Place {
  const token = readQueueToken(request, concertId);
  if (!token) throw new AppError("QUEUE_TOKEN_REQUIRED");
  return verifyToken(token, { userId: user.id, concertId: concertId ?? undefined });
}

/** The place that the token proves, or undefined. */
export function optionalPlace(fan: FanRequest, concertId: string): Place | undefined {
  if (!readQueueToken(fan.request, concertId)) return undefined;
  try {
    return requirePlace(fan, concertId);
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

/**
 * The place of an admitted fan, and the result of `pass`. Even an unknown schedule or reservation (`concertId` is null)
 * needs an active token before `notFoundCode`, so that outsiders cannot probe ids.
 * @throws AppError QUEUE_TOKEN_REQUIRED, QUEUE_TOKEN_INVALID, QUEUE_TOKEN_NOT_ACTIVE, QUEUE_UNAVAILABLE; `notFoundCode`
 */
export async function gate<Passed>(
  fan: FanRequest,
  concertId: string | null,
  notFoundCode: ErrorCode,
  pass: (place: Place) => Promise<Passed>,
): Promise<{ place: Place; passed: Passed }> {
  const place = requirePlace(fan, concertId);
  if (concertId === null) {
    await requireActive(place);
    throw new AppError(notFoundCode);
  }
  return { place, passed: await pass(place) };
}

/** Checks `pass` and an action's rate limit in one round trip. Beyond the limit, `pass` is rolled back. */
export function withRateLimit<Passed>(
  action: RateLimitedAction,
  caller: Caller,
  pass: (place: Place) => Promise<Passed>,
  rollback: (passed: Passed) => Promise<void> = async () => {},
): (place: Place) => Promise<Passed> {
  return async (place) => {
    const consuming = consumeActionLimits(action, place.userId, caller, place.concertId);
    const [passed, limit] = await Promise.allSettled([pass(place), consuming]);
    if (limit.status === "rejected") {
      if (passed.status === "fulfilled") await rollback(passed.value);
      throw limit.reason;
    }
    if (passed.status === "rejected") throw passed.reason;
    return passed.value;
  };
}
