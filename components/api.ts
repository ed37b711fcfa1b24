import type { Problem } from "@/client";
import type { ErrorCode } from "@/lib/core/errors";

export type ProblemFields = Pick<Problem, "seatNumbers" | "missing" | "errors" | "waitSeconds">;
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

const PROBLEM_TYPE_PREFIX = "urn:jari:problem:"; // as lib/api/framework/problem.ts

const OFFLINE_RESPONSE = { ok: false, status: 0, code: "OFFLINE", retryAfterSeconds: null, problem: {} } as const;

type JariProblem = ProblemFields & { code: ErrorCode };

// Recognised by its `type`, because the list of codes brings its sentences in every language: 2 kB of each page that imports this.
const isJariProblem = (body: { type?: unknown } | null): body is JariProblem & { type: string } =>
  String(body?.type).startsWith(PROBLEM_TYPE_PREFIX);

async function parseResponse<Data>(response: Response): Promise<ApiResponse<Data>> {
  const { ok, status } = response;
  if (ok) return { ok, status, data: (status === 204 ? null : await response.json()) as Data };
  const body = await response.json().catch(() => null);
  const problem: Partial<JariProblem> = isJariProblem(body) ? body : {};
  return {
    ok,
    status,
    code: problem.code ?? (status === 429 ? "TOO_MANY_REQUESTS" : "UNAVAILABLE"),
    retryAfterSeconds: Number(response.headers.get("retry-after")) || null,
    problem,
  };
}

/**
 * Sends a request to Jari's API from the browser. Never throws: without a whole response (no network, or none within
 * `timeoutMs`, by default 20 seconds for a change and 10 for a read) the code is OFFLINE, and for a proxy's own it is UNAVAILABLE.
 */
export async function fetchApi<Data>(path: string, options: Options = {}): Promise<ApiResponse<Data>> {
  const { method = "GET", body, idempotencyKey, headers, signal } = options;
  const { timeoutMs = method === "GET" ? 10_000 : 20_000 } = options; // the server answers within 14 s (REQUEST_TIMEOUT_SECONDS)
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(path, {
      method,
      headers: {
        accept: "application/json",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(idempotencyKey ? { "idempotency-key": idempotencyKey } : {}),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    return await parseResponse<Data>(response);
  } catch {
    return OFFLINE_RESPONSE;
  }
}
