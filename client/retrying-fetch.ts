import { setTimeout as delay } from "node:timers/promises";

const MAX_ATTEMPTS = 5;
const MAX_WAIT_SECONDS = 120; // a cool-down is longer than a program should hang
const RETRY_DELAY_MS = 100; // without Retry-After; doubled each time

/** Reading changes nothing, and a request with an Idempotency-Key does its work once, however often it is sent. */
const isIdempotent = ({ method, headers }: Request): boolean =>
  method === "GET" || method === "HEAD" || headers.has("idempotency-key");

/** A request shed by the server was never begun, so that any request may be sent again. */
const wasShed = async (response: Response): Promise<boolean> =>
  response.status === 503 &&
  (
    await response
      .clone()
      .json()
      .catch(() => null)
  )?.code === "OVERLOADED";

/** Rate limited, still in flight, or an engine down for a moment: each says when to try again. */
const isRetryable = ({ headers, status }: Response): boolean =>
  headers.has("retry-after") &&
  Number(headers.get("retry-after")) <= MAX_WAIT_SECONDS &&
  [409, 429, 503].includes(status);

const delayMs = (response: Response | null, attempt: number): number =>
  response?.headers.has("retry-after")
    ? Number(response.headers.get("retry-after")) * 1_000
    : RETRY_DELAY_MS * 2 ** attempt;

/** `send`, repeated as Retry-After says, or after a lost connection, where repeating is safe; five times at most. */
export function retryingFetch(
  send: (request: Request) => Promise<Response> = fetch,
): (request: Request) => Promise<Response> {
  return async (request) => {
    for (let attempt = 1; ; attempt++) {
      const response = await send(request.clone()).catch((error: unknown) => {
        if (attempt === MAX_ATTEMPTS || !isIdempotent(request) || request.signal.aborted) throw error;
        return null;
      });
      if (response && (attempt === MAX_ATTEMPTS || !isRetryable(response))) return response;
      if (response && !isIdempotent(request) && !(await wasShed(response))) return response;
      await delay(delayMs(response, attempt), undefined, { signal: request.signal });
    }
  };
}
