import type { ErrorCode } from "@/lib/core/errors";
import { priorityOf } from "../load-shedding/priority";
import type { Definition } from "./definition";

/** Every code an endpoint may answer with: its own, and those that its needs imply. */
export function possibleErrors({ who, token, idempotency, method, path, ...rest }: Definition): ErrorCode[] {
  const { params, query, body, refusals = [] } = rest;
  const codes = new Set<ErrorCode>(refusals);
  const also = (applies: boolean, ...implied: ErrorCode[]) => {
    if (applies) for (const code of implied) codes.add(code);
  };
  const signedIn = who === "session" || who === "admin";
  also(who !== "anyone", "UNAUTHENTICATED");
  also(who === "admin" || (signedIn && method !== "GET"), "FORBIDDEN");
  also(idempotency === "required", "IDEMPOTENCY_KEY_REQUIRED");
  also(idempotency !== undefined, "IDEMPOTENCY_KEY_REUSED", "IDEMPOTENCY_IN_FLIGHT", "INVALID_INPUT");
  also(true, "PAYLOAD_TOO_LARGE"); // whatever the method: a body nobody reads is measured too
  also(body !== undefined, "BAD_JSON");
  also(params !== undefined || query !== undefined || body !== undefined, "INVALID_INPUT");
  also(token !== undefined, "QUEUE_TOKEN_REQUIRED", "QUEUE_TOKEN_INVALID", "QUEUE_UNAVAILABLE");
  also(token === "active", "QUEUE_TOKEN_NOT_ACTIVE");
  also(true, "INTERNAL", "UNAVAILABLE");
  also(priorityOf({ method, path, who }) !== null, "OVERLOADED");
  return [...codes];
}
