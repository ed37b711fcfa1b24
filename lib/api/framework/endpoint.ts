import { AppError } from "@/lib/core/errors";
import { BODY_LIMIT_BYTES, findInvalidText, type JsonBody, readJson, skipBody } from "./body";
import { findReplay, isRead, limitReads, parseIdempotencyKey, requireUser } from "./checks";
import type { RequestContext } from "./context";
import type { Call, Definition, ResultOf } from "./definition";
import { createQueryParser, parse } from "./parse";
import type { HandlerResult } from "./response";

export type Endpoint<D extends Definition = Definition, R extends HandlerResult = HandlerResult> = {
  definition: D;
  /** Runs every check and the handler; reads the request's body unless `given` is one. @throws AppError */
  execute(request: Request, context: RequestContext, params: Record<string, string>, given?: JsonBody): Promise<R>;
};

type Stored = { status: number; response: unknown };

/** Drops fields that the endpoint's schema no longer knows. */
function replay({ responses }: Definition, { status, response }: Stored): HandlerResult {
  const schema = responses[status]?.schema;
  return { status, body: schema ? schema.parse(response) : undefined, headers: { "idempotency-replayed": "true" } };
}

/** Runs the handler after these checks: session, role, origin, reads, body, replay, schema. The handler checks the gate. */
export function endpoint<const D extends Definition, const R extends ResultOf<D>>(
  definition: D,
  handler: (call: Call<D>) => Promise<R>,
): Endpoint<D, R> {
  const { params, query, body, idempotency: need, bodyLimitBytes = BODY_LIMIT_BYTES }: Definition = definition;
  const countsReads = isRead(definition);
  const parseQuery = query && createQueryParser(query);
  return {
    definition,
    async execute(request, context, pathParams, given) {
      const user = await requireUser(definition, request);
      context.userId = user?.id;
      if (user && countsReads) limitReads("read", user, request, context);
      const read = () => (body ? readJson(request, context, bodyLimitBytes) : skipBody(request, bodyLimitBytes));
      const content = given ?? (await read());
      const idempotency = need && parseIdempotencyKey(need, request, context, content.json);
      const stored = idempotency && (await findReplay(user, idempotency));
      if (stored) return replay(definition, stored) as R;
      const errors = findInvalidText(content);
      if (errors.length > 0) throw new AppError("INVALID_INPUT", { errors });
      const call = {
        request,
        context,
        user,
        params: params && parse(params, pathParams, request.headers),
        query: parseQuery?.(context.url.search.slice(1), request.headers),
        body: body && parse(body, content.json, request.headers),
        idempotency,
      };
      try {
        return await handler(call as Call<D>);
      } catch (error) {
        // The same request may have succeeded meanwhile, which ended its token.
        const isAtGate = error instanceof AppError && error.code === "QUEUE_TOKEN_NOT_ACTIVE";
        const succeeded = isAtGate ? await findReplay(user, idempotency) : null;
        if (!succeeded) throw error;
        return replay(definition, succeeded) as R;
      }
    },
  };
}
