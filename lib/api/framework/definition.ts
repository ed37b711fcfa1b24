import type { z } from "zod";
import type { SessionUser } from "@/lib/auth/session-user";
import type { ErrorCode } from "@/lib/core/errors";
import type { Idempotency } from "@/lib/core/idempotency";
import type { HeaderName } from "./openapi/headers";
import type { Asked } from "./request";
import type { Made, Own } from "./response";

export type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** One answer an endpoint may give: what it says, the schema it keeps, an example that fits it, headers of its own. */
export type Declared = {
  says: string;
  schema?: z.ZodType;
  example?: unknown;
  /** Of a body that is not JSON. */
  type?: string;
  headers?: readonly HeaderName[];
};

/** All that is to know about one endpoint: it feeds the checks, the handler's types and `GET /api/openapi.json`. */
export type Definition = {
  method: Method;
  /** Path parameters in braces: `/api/holds/{reservationId}`. */
  path: `/api/${string}`;
  summary: string;
  /** `admin` is a session with the role ADMIN, `cron` the bearer of CRON_SECRET. */
  who: "anyone" | "session" | "admin" | "cron";
  /** The queue token it needs: any proof of a place, or that of a fan who has been let in. */
  token?: "any" | "active";
  idempotency?: "required" | "optional";
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  /** An example of the body. */
  example?: unknown;
  /** Bytes; 64 KiB when not said. */
  bodyLimit?: number;
  answers: Record<number, Declared>;
  /** Codes of its own, beyond those that its needs above imply. */
  refusals?: readonly ErrorCode[];
};

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;
type Asker<D extends Definition> = D["who"] extends "session" | "admin" ? SessionUser : null;
type Key<D> = D extends { idempotency: "required" }
  ? Idempotency
  : D extends { idempotency: "optional" }
    ? Idempotency | undefined
    : undefined;

/** A request that has passed every check up to the gate, as its handler sees it. */
export type Call<D extends Definition> = {
  asked: Asked;
  who: Asker<D>;
  params: Parsed<D extends { params: infer P } ? P : undefined>;
  query: Parsed<D extends { query: infer Q } ? Q : undefined>;
  body: Parsed<D extends { body: infer B } ? B : undefined>;
  idempotency: Key<D>;
};

type Extra = { headers?: Own };

/** What a handler may return: a declared status with the body that status declares, or that body as text made before. */
export type Answered<D extends Definition> = {
  [Status in keyof D["answers"] & number]: D["answers"][Status] extends { schema: infer Schema extends z.ZodType }
    ? ({ status: Status; body: z.input<Schema> } | { status: Status; text: Made }) & Extra
    : { status: Status; text?: Made } & Extra;
}[keyof D["answers"] & number];
