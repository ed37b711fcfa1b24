import type { z } from "zod";
import { ERRORS, type ErrorCode, type ErrorDetail } from "@/lib/core/errors";
import { withLoadShedding } from "../load-shedding/with-load-shedding";
import { givenBody } from "./body";
import { assertIdempotencyKey } from "./checks";
import { createContext } from "./context";
import type { Definition } from "./definition";
import type { Endpoint } from "./endpoint";
import { observe, toAppError } from "./observe";
import { retryAfterOf } from "./problem";
import type { HandlerResult } from "./response";

export type ApiResult<Data> = { ok: true; data: Data } | { ok: false; code: ErrorCode; detail: ErrorDetail };

type InputOf<Schema> = Schema extends z.ZodType ? z.input<Schema> : never;

/** A body may be null, because its schema refuses it. */
export type Invocation<D extends Definition> = { idempotencyKey?: string } & (D extends { params: infer P }
  ? { params: InputOf<P> }
  : { params?: undefined }) &
  (D extends { body: infer B } ? { body: InputOf<B> | null } : { body?: undefined });

type Unchecked = { idempotencyKey?: string; params?: Record<string, string>; body?: unknown };

type DataOf<R extends HandlerResult> = R extends { body: infer Body } ? Body : null;

const fillPath = (path: string, params: Record<string, string>) =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name] ?? "").toWellFormed()));

function requestTo({ method, path }: Definition, visitor: Headers, params: Record<string, string>) {
  const headers = new Headers(visitor);
  headers.delete("idempotency-key");
  const origin = `${headers.get("x-forwarded-proto") ?? "http"}://${headers.get("host") ?? "localhost"}`;
  return new Request(new URL(fillPath(path, params), origin), { method, headers });
}

/** Calls an endpoint from a server action, with the checks, limits and log of HTTP. Never throws; sets no cookies. */
export async function invokeEndpoint<D extends Definition, R extends HandlerResult>(
  { definition, execute }: Endpoint<D, R>,
  visitor: Headers,
  invocation: Invocation<D>,
): Promise<ApiResult<DataOf<R>>> {
  const { params = {}, body, idempotencyKey }: Unchecked = invocation;
  const request = requestTo(definition, visitor, params);
  const context = createContext(new URL(request.url), definition.path, { supportsContentEncoding: false });
  const work = async (): Promise<ApiResult<DataOf<R>> & { status: number }> => {
    try {
      if (idempotencyKey) {
        assertIdempotencyKey(idempotencyKey); // a header takes no other
        request.headers.set("idempotency-key", idempotencyKey);
      }
      const run = async () => execute(request, context, params, givenBody(body));
      const { status, body: data = null } = await withLoadShedding(definition.priority, context, run);
      return { ok: true, data: data as DataOf<R>, status };
    } catch (error) {
      const { code, detail } = toAppError(error, request, context);
      return {
        ok: false,
        code,
        detail: { retryAfterSeconds: retryAfterOf(code), ...detail },
        status: ERRORS[code].status,
      };
    }
  };
  const { status: _, ...result } = await observe(request, context, work);
  return result;
}
