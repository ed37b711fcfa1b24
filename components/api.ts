import { type ErrorCode, isErrorCode } from "@/lib/core/errors";

export type Problem = { seatNumbers?: number[]; missing?: number; errors?: { path: string; message: string }[] };
export type Answer<Data> =
  | { ok: true; status: number; data: Data }
  | { ok: false; status: number; code: ErrorCode | "OFFLINE"; retryAfterSeconds: number | null; problem: Problem };

type Options = {
  method?: "GET" | "POST" | "PATCH" | "DELETE";
  body?: unknown;
  idempotencyKey?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  timeoutMs?: number;
};

const offline = { ok: false, status: 0, code: "OFFLINE", retryAfterSeconds: null, problem: {} } as const;

async function read<Data>(response: Response): Promise<Answer<Data>> {
  const answer = response.status === 204 || response.status === 304 ? null : await response.json().catch(() => null);
  if (response.ok) return { ok: true, status: response.status, data: answer as Data };
  const waitSeconds = Number(response.headers.get("retry-after"));
  return {
    ok: false,
    status: response.status,
    code: isErrorCode(answer?.code) ? answer.code : response.status === 429 ? "TOO_MANY_REQUESTS" : "UNAVAILABLE",
    retryAfterSeconds: waitSeconds > 0 ? waitSeconds : null,
    problem: { seatNumbers: answer?.seatNumbers, missing: answer?.missing, errors: answer?.errors },
  };
}

/**
 * Asks our own HTTP API from the browser. Never throws: no answer at all (no network, or none within `timeoutMs`,
 * 10 seconds unless told) is the code OFFLINE, and a proxy's answer that is not ours counts as UNAVAILABLE.
 */
export async function api<Data>(path: string, options: Options = {}): Promise<Answer<Data>> {
  const { method = "GET", body, idempotencyKey, headers, signal, timeoutMs = 10_000 } = options;
  const patience = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(path, {
      method,
      credentials: "same-origin",
      headers: {
        accept: "application/json",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(idempotencyKey ? { "idempotency-key": idempotencyKey } : {}),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
    });
    return await read<Data>(response);
  } catch {
    return offline;
  }
}
