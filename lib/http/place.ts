import { cookieValue } from "@/lib/auth/session";
import type { Who } from "@/lib/auth/who";
import { type ErrorCode, Refusal } from "@/lib/core/errors";
import { type Action, countAction } from "@/lib/core/limits";
import { requireActive } from "@/lib/queue/gate";
import { type Place, verifyToken } from "@/lib/queue/token";
import { type Asked, callerOf } from "./frame/asked";

type Asking = { asked: Asked; who: Who };

const cookieName = (concertId: string) => `jari-queue-${concertId}`;
const ANY_COOKIE = /(?:^|;\s*)jari-queue-\d+=([^;\s]+)/;

/** The queue token a request carries for this concert; for one that is not known (null), any it carries. */
function carriedToken({ headers }: Asked, concertId: string | null): string | undefined {
  const said = headers.get("queue-token");
  if (said) return said;
  const cookies = headers.get("cookie");
  return concertId === null ? ANY_COOKIE.exec(cookies ?? "")?.[1] : cookieValue(cookies, cookieName(concertId));
}

/**
 * The place in line that the request proves.
 * @throws Refusal QUEUE_TOKEN_REQUIRED, QUEUE_TOKEN_INVALID (also another fan's, another concert's)
 */
export function placeOf({ asked, who }: Asking, concertId: string | null): Place {
  const token = carriedToken(asked, concertId);
  if (!token) throw new Refusal("QUEUE_TOKEN_REQUIRED");
  return verifyToken(token, { userId: who.id, concertId: concertId ?? undefined });
}

/** The same, or nothing where the request proves none. */
export function provedPlace(asking: Asking, concertId: string): Place | undefined {
  if (!carriedToken(asking.asked, concertId)) return undefined;
  try {
    return placeOf(asking, concertId);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/**
 * The gate: the place of a fan who has been let in to this concert, and what `pass` says of it. Where the concert is not
 * known (its date or reservation is not there), the gate comes first all the same, and only whoever passes it learns
 * what is `missing`.
 * @throws Refusal QUEUE_TOKEN_REQUIRED, QUEUE_TOKEN_INVALID, QUEUE_TOKEN_NOT_ACTIVE, QUEUE_UNAVAILABLE; `missing`
 */
export async function gate<Passed>(
  asking: Asking,
  concertId: string | null,
  missing: ErrorCode,
  pass: (place: Place) => Promise<Passed>,
): Promise<{ place: Place; passed: Passed }> {
  const place = placeOf(asking, concertId);
  if (concertId === null) {
    await requireActive(place);
    throw new Refusal(missing);
  }
  return { place, passed: await pass(place) };
}

/**
 * A way through the gate that counts what is about to be done, in the same round trip. One time too many, and what the
 * gate did is taken back.
 */
export function counted<Passed>(
  action: Action,
  asked: Asked,
  pass: (place: Place) => Promise<Passed>,
  takeBack: (passed: Passed) => Promise<void> = async () => {},
): (place: Place) => Promise<Passed> {
  return async (place) => {
    const counting = countAction(action, place.userId, callerOf(asked), place.concertId);
    const [passed, within] = await Promise.allSettled([pass(place), counting]);
    if (within.status === "rejected") {
      if (passed.status === "fulfilled") await takeBack(passed.value);
      throw within.reason;
    }
    if (passed.status === "rejected") throw passed.reason;
    return passed.value;
  };
}
