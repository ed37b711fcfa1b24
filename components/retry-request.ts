import type { ApiResponse } from "./api";

const IN_FLIGHT_DELAY_MS = 700;
const MAX_ATTEMPTS = 6;
const MAX_WAIT_SECONDS = 10; // beyond it a person is told, and decides

const delay = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

type Options = {
  /** Called with the seconds until the next attempt while the server is too busy. */
  onBusy?: (seconds: number) => void;
  wait?: (ms: number) => Promise<void>;
};

/**
 * Sends a request that may be repeated (it has an Idempotency-Key, or is a DELETE), and again while the same request is
 * still running elsewhere (a double click, a second tab) or the server asks for it by 503 and Retry-After.
 */
export async function retryRequest<Data>(
  send: () => Promise<ApiResponse<Data>>,
  { onBusy, wait = delay }: Options = {},
): Promise<ApiResponse<Data>> {
  for (let attempt = 1; ; attempt++) {
    const response = await send();
    if (response.ok || attempt === MAX_ATTEMPTS) return response;
    const { code, status, retryAfterSeconds } = response;
    if (code === "IDEMPOTENCY_IN_FLIGHT") await wait(IN_FLIGHT_DELAY_MS);
    else if (status === 503 && retryAfterSeconds && retryAfterSeconds <= MAX_WAIT_SECONDS) {
      onBusy?.(retryAfterSeconds);
      await wait(1_000 * retryAfterSeconds);
    } else return response;
  }
}

type Failure = Extract<ApiResponse<unknown>, { ok: false }>;
export type FailureKind = "unknown" | "signedOut" | "busy" | "refused";

const KINDS: Partial<Record<Failure["code"], FailureKind>> = {
  OFFLINE: "unknown",
  UNAVAILABLE: "unknown",
  IDEMPOTENCY_IN_FLIGHT: "unknown",
  UNAUTHENTICATED: "signedOut",
  TOO_MANY_REQUESTS: "busy",
  OVERLOADED: "busy",
  QUEUE_UNAVAILABLE: "busy",
};

/**
 * Whether the outcome is unknown (no response, or one that does not tell), the session is over, nothing was done and a
 * later attempt may succeed, or the server has said no.
 */
export const failureKind = ({ code }: Pick<Failure, "code">): FailureKind => KINDS[code] ?? "refused";
