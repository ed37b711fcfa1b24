import type { ErrorCode } from "@/lib/core/errors";
import { isRead } from "./checks";
import type { Definition } from "./definition";

/** Every error code of an endpoint: its own, and those that its definition implies. */
export function possibleErrors(definition: Definition): ErrorCode[] {
  const { auth, queueToken, idempotency, method, params, query, body, priority, errors = [] } = definition;
  const codes = new Set<ErrorCode>(errors);
  const addIf = (applies: boolean, ...implied: ErrorCode[]) => {
    if (applies) for (const code of implied) codes.add(code);
  };
  const needsUser = auth === "session" || auth === "admin";
  addIf(auth !== "anyone", "UNAUTHENTICATED");
  addIf(auth === "admin" || (needsUser && method !== "GET"), "FORBIDDEN");
  addIf(isRead(definition), "TOO_MANY_REQUESTS");
  addIf(idempotency === "required", "IDEMPOTENCY_KEY_REQUIRED");
  addIf(idempotency !== undefined, "IDEMPOTENCY_KEY_REUSED", "IDEMPOTENCY_IN_FLIGHT", "INVALID_INPUT");
  addIf(true, "PAYLOAD_TOO_LARGE"); // whatever the method: a body that nobody reads is measured too
  addIf(body !== undefined, "BAD_JSON", "UNSUPPORTED_MEDIA_TYPE");
  addIf(params !== undefined || query !== undefined || body !== undefined, "INVALID_INPUT");
  addIf(queueToken !== undefined, "QUEUE_TOKEN_REQUIRED", "QUEUE_TOKEN_INVALID", "QUEUE_UNAVAILABLE");
  addIf(queueToken === "active", "QUEUE_TOKEN_NOT_ACTIVE");
  addIf(true, "INTERNAL", "UNAVAILABLE");
  addIf(priority !== null, "OVERLOADED");
  return [...codes];
}
