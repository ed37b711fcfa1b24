import type { z } from "zod";
import type { Principal } from "@/lib/auth/session-user";
import type { ErrorCode } from "@/lib/core/errors";
import type { Idempotency } from "@/lib/core/idempotency";
import type { Priority } from "../load-shedding/priority";
import type { RequestContext } from "./context";
import type { HeaderName } from "./openapi/headers";
import type { RawBody, ResponseHeaders } from "./response";

export type Method = "GET" | "POST" | "PATCH" | "DELETE";

export type ResponseSpec = {
  description: string;
  schema?: z.ZodType;
  example?: unknown;
  /** The media type of a body that is not JSON. */
  type?: string;
  headers?: readonly HeaderName[];
};

/** Drives the checks, the handler's types and `GET /api/openapi.json`. */
export type Definition = {
  method: Method;
  path: `/api/${string}`;
  summary: string;
  /** `admin` is a session with the role ADMIN, `cron` the bearer of CRON_SECRET. */
  auth: "anyone" | "session" | "admin" | "cron";
  /** What goes first under overload (`load-shedding/priority.ts`); null is never shed: admins, cron, health. */
  priority: Priority | null;
  /** Any valid token of a place, or an admitted fan's. */
  queueToken?: "any" | "active";
  idempotency?: "required" | "optional";
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  example?: unknown;
  /** 64 KiB by default. */
  bodyLimitBytes?: number;
  responses: Record<number, ResponseSpec>;
  /** Codes beyond those that the fields above imply. */
  errors?: readonly ErrorCode[];
};

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;
type UserOf<D extends Definition> = D["auth"] extends "session" | "admin" ? Principal : null;
type IdempotencyOf<D> = D extends { idempotency: "required" }
  ? Idempotency
  : D extends { idempotency: "optional" }
    ? Idempotency | undefined
    : undefined;

export type Call<D extends Definition> = {
  request: Request;
  context: RequestContext;
  user: UserOf<D>;
  params: Parsed<D extends { params: infer P } ? P : undefined>;
  query: Parsed<D extends { query: infer Q } ? Q : undefined>;
  body: Parsed<D extends { body: infer B } ? B : undefined>;
  idempotency: IdempotencyOf<D>;
};

type OwnHeaders = { headers?: ResponseHeaders };

/** A declared status with its body, which may already be serialized. */
export type ResultOf<D extends Definition> = {
  [Status in keyof D["responses"] & number]: D["responses"][Status] extends { schema: infer Schema extends z.ZodType }
    ? ({ status: Status; body: z.input<Schema> } | { status: Status; rawBody: RawBody }) & OwnHeaders
    : { status: Status; rawBody?: RawBody } & OwnHeaders;
}[keyof D["responses"] & number];
