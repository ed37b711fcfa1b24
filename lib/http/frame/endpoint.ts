import { Refusal } from "@/lib/core/errors";
import { type Answer, respond } from "./answer";
import { BODY_LIMIT, noBody, readJson } from "./body";
import { earlier, idempotencyOf, identified } from "./checks";
import { contextOf } from "./context";
import type { Answered, Call, Definition } from "./definition";
import { parse } from "./parse";
import { unstorableText } from "./text";

export type Endpoint = {
  definition: Definition;
  /** Answers a request whose method and path are this endpoint's. Throws refusals. */
  answer(request: Request, url: URL, params: Record<string, string>): Promise<Response>;
};

/** A stored success, as this endpoint says it: what its schema does not know stays in the house. */
function replayed(definition: Definition, { status, response }: { status: number; response: unknown }): Answer {
  const schema = definition.answers[status]?.schema;
  return { status, body: schema ? schema.parse(response) : undefined, headers: { "idempotency-replayed": "true" } };
}

/**
 * One endpoint: its definition, and what it does once a request has passed the definition's checks in the order of the
 * contract: session, role, origin, body, replay, schema. The gate and the state are the first lines of `run`.
 */
export function endpoint<const D extends Definition, const R extends Answered<D>>(
  definition: D,
  run: (call: Call<D>) => Promise<R>,
): Endpoint {
  const { params, query, body, idempotency: need, bodyLimit = BODY_LIMIT }: Definition = definition;
  return {
    definition,
    async answer(request, url, pathParams) {
      const who = await identified(definition, request);
      contextOf(request).userId = who?.id;
      const { text, json } = body ? await readJson(request, bodyLimit) : noBody(request, bodyLimit);
      const idempotency = need && idempotencyOf(need, request, url.pathname, json);
      const before = await earlier(who, idempotency);
      if (before) return respond(request, replayed(definition, before));
      const errors = unstorableText(text, json);
      if (errors.length > 0) throw new Refusal("INVALID_INPUT", { errors });
      const call = {
        request,
        who,
        params: params && parse(params, pathParams, request.headers),
        query: query && parse(query, Object.fromEntries(url.searchParams), request.headers),
        body: body && parse(body, json, request.headers),
        idempotency,
      };
      try {
        return respond(request, await run(call as Call<D>));
      } catch (error) {
        // The same request may have succeeded, and ended its token by it, while this one was on its way to the gate.
        const atGate = error instanceof Refusal && error.code === "QUEUE_TOKEN_NOT_ACTIVE";
        const meanwhile = atGate ? await earlier(who, idempotency) : null;
        if (!meanwhile) throw error;
        return respond(request, replayed(definition, meanwhile));
      }
    },
  };
}
