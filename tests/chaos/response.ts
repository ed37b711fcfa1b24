/** `status` 0: no answer. `body` is what JSON it carried. */
export type ApiResponse = { status: number; body: unknown; retryAfterMs: number };

/** The code of a refusal, or nothing. */
export const errorCodeOf = (body: unknown): string =>
  String((typeof body === "object" && body !== null && Reflect.get(body, "code")) || "");
