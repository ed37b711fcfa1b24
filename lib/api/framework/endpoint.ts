import { AppError } from "@/lib/core/errors";
import { type Priority, priorityOf } from "../load-shedding/priority";
import { BODY_LIMIT, noBody, readJson } from "./body";
import { findReplay, identified, parseIdempotencyKey } from "./checks";
import type { Answered, Call, Definition } from "./definition";
import { parse } from "./parse";
import { createQueryParser } from "./query-parser";
import type { Asked } from "./request";
import { type Answer, type Reply, respond } from "./response";
import { findInvalidText } from "./unicode";

export type Endpoint = {
  definition: Definition;
  /** How urgent its requests are; null: never refused. */
  priority: Priority | null;
  /** Answers a request whose method and path are this endpoint's. Throws refusals. */
  answer(asked: Asked, params: Record<string, string>): Promise<Reply>;
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
  const queryOf = query && createQueryParser(query);
  return {
    definition,
    priority: priorityOf(definition),
    async answer(asked, pathParams) {
      const found = identified(definition, asked);
      const who = found instanceof Promise ? await found : found;
      asked.userId = who?.id;
      const { text, json } = body ? await readJson(asked, bodyLimit) : noBody(asked, bodyLimit);
      const idempotency = need && parseIdempotencyKey(need, asked, json);
      const before = idempotency && (await findReplay(who, idempotency));
      if (before) return respond(asked, replayed(definition, before));
      const errors = findInvalidText(text, json);
      if (errors.length > 0) throw new AppError("INVALID_INPUT", { errors });
      const call = {
        asked,
        who,
        params: params && parse(params, pathParams, asked.headers),
        query: queryOf?.(asked.query, asked.headers),
        body: body && parse(body, json, asked.headers),
        idempotency,
      };
      try {
        return respond(asked, await run(call as Call<D>));
      } catch (error) {
        // The same request may have succeeded, and ended its token by it, while this one was on its way to the gate.
        const atGate = error instanceof AppError && error.code === "QUEUE_TOKEN_NOT_ACTIVE";
        const meanwhile = atGate ? await findReplay(who, idempotency) : null;
        if (!meanwhile) throw error;
        return respond(asked, replayed(definition, meanwhile));
      }
    },
  };
}
