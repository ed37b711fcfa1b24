import type { ErrorCode } from "@/lib/core/errors";

export type ProblemFields = { seatNumbers?: number[]; missing?: number; errors?: { path: string; message: string }[] };
export type ApiResponse<Data> =
  | { ok: true; status: number; data: Data }
  | {
      ok: false;
      status: number;
      code: ErrorCode | "OFFLINE";
      retryAfterSeconds: number | null;
      problem: ProblemFields;
    };

type Options = {
  method?: "GET" | "POST" | "PATCH" | "DELETE";
  body?: unknown;
  idempotencyKey?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  timeoutMs?: number;
};

const PROBLEM_TYPE_PREFIX = "urn:jari:problem:"; // what lib/http/frame/problem answers

const OFFLINE_RESPONSE = { ok: false, status: 0, code: "OFFLINE", retryAfterSeconds: null, problem: {} } as const;

type JariProblem = ProblemFields & { code: ErrorCode };

// Known by its kind, and not by the list of all codes: that has sentences in two languages, 2 kB of every page that asks.
const isJariProblem = (answer: unknown): answer is JariProblem =>
  typeof answer === "object" &&
  answer !== null &&
  "type" in answer &&
  String(answer.type).startsWith(PROBLEM_TYPE_PREFIX);

async function parseResponse<Data>(response: Response): Promise<ApiResponse<Data>> {
  const answer: unknown =
    response.status === 204 || response.status === 304 ? null : await response.json().catch(() => null);
  if (response.ok) return { ok: true, status: response.status, data: answer as Data };
  const waitSeconds = Number(response.headers.get("retry-after"));
  const { code, seatNumbers, missing, errors }: Partial<JariProblem> = isJariProblem(answer) ? answer : {};
  return {
    ok: false,
    status: response.status,
    code: code ?? (response.status === 429 ? "TOO_MANY_REQUESTS" : "UNAVAILABLE"),
    retryAfterSeconds: waitSeconds > 0 ? waitSeconds : null,
    problem: { seatNumbers, missing, errors },
  };
}

/**
 * Asks our own HTTP API from the browser. Never throws: no answer at all (no network, or none within `timeoutMs`,
 * 10 seconds unless told) is the code OFFLINE, and a proxy's answer that is not ours counts as UNAVAILABLE.
 */
export async function fetchApi<Data>(path: string, options: Options = {}): Promise<ApiResponse<Data>> {
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
    return await parseResponse<Data>(response);
  } catch {
    return OFFLINE_RESPONSE;
  }
}
