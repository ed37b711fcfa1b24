import { randomUUID } from "node:crypto";
import type { z } from "zod";

const TIMEOUT_MS = 15_000;

/** An error response with its code and Retry-After. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    readonly retryAfterMs: number,
  ) {
    super(code);
  }
}

type RequestOptions = { body?: unknown; queueToken?: string; signal: AbortSignal };

/** A client of the public API with one user's session. */
export class Client {
  constructor(
    private readonly base: string,
    private readonly session: string,
  ) {}

  /** Sends a request and parses the response. @throws ApiError for a status of 400 or more */
  async request<Schema extends z.ZodType>(
    schema: Schema,
    method: string,
    path: string,
    { body, queueToken, signal }: RequestOptions,
  ): Promise<z.infer<Schema>> {
    const headers: Record<string, string> = {
      authorization: `Bearer ${this.session}`,
      "idempotency-key": randomUUID(),
    };
    if (queueToken) headers["queue-token"] = queueToken;
    if (body !== undefined) headers["content-type"] = "application/json";
    const answer = await fetch(this.base + path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const text = await answer.text();
    const parsed: unknown = text ? JSON.parse(text) : {};
    if (answer.ok) return schema.parse(parsed);
    const code = (parsed as { code?: string }).code ?? String(answer.status);
    throw new ApiError(code, Number(answer.headers.get("retry-after") ?? 0) * 1000);
  }
}
