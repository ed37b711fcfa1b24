import { setTimeout as delay } from "node:timers/promises";

const TRIES = 5;
const PAUSE_MS = 100; // where nobody says how long to wait; doubled each time

/** Reading changes nothing, and what carries an Idempotency-Key changes something once, however often it is sent. */
const mayRepeat = ({ method, headers }: Request): boolean =>
  method === "GET" || method === "HEAD" || headers.has("idempotency-key");

/** Turned away at the door: nothing of it was begun, so it may be sent again whatever it is. */
const isUnbegun = async (answer: Response): Promise<boolean> =>
  answer.status === 503 &&
  (
    await answer
      .clone()
      .json()
      .catch(() => null)
  )?.code === "OVERLOADED";

/** Too many requests, the same request still under way, an engine away for a moment: each says when to ask again. */
const isWorthRepeating = (answer: Response): boolean =>
  answer.headers.has("retry-after") && [409, 429, 503].includes(answer.status);

const pauseMs = (answer: Response | null, tries: number): number =>
  answer?.headers.has("retry-after") ? Number(answer.headers.get("retry-after")) * 1_000 : PAUSE_MS * 2 ** tries;

/** `send`, but again when the answer says when, or when the network lost it, where repeating is safe. */
export function retryingFetch(
  send: (request: Request) => Promise<Response> = fetch,
): (request: Request) => Promise<Response> {
  return async (request) => {
    for (let tries = 1; ; tries++) {
      const answer = await send(request.clone()).catch((error: unknown) => {
        if (tries === TRIES || !mayRepeat(request) || request.signal.aborted) throw error;
        return null;
      });
      if (answer && (tries === TRIES || !isWorthRepeating(answer))) return answer;
      if (answer && !mayRepeat(request) && !(await isUnbegun(answer))) return answer;
      await delay(pauseMs(answer, tries), undefined, { signal: request.signal });
    }
  };
}
