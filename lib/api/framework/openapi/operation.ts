import { z } from "zod";
import type { Declared, Definition } from "../definition";
import { commonHeaders, mayCarry } from "./headers";
import { problemsOf } from "./problems";
import { type Json, schemaOf } from "./schema";

function contentOf({ schema, example, type }: Declared): Json {
  if (schema) return { content: { "application/json": { schema: schemaOf(schema, "output"), example } } };
  return type ? { content: { [type]: { schema: { type: "string" }, example } } } : {};
}

function answersOf(definition: Definition): Json {
  const { answers, idempotency } = definition;
  const replayed = idempotency ? (["Idempotency-Replayed"] as const) : [];
  const answerOf = (declared: Declared): Json => ({
    description: declared.says,
    ...mayCarry([...commonHeaders(definition), ...replayed, ...(declared.headers ?? [])]),
    ...contentOf(declared),
  });
  return Object.fromEntries(Object.entries(answers).map(([status, declared]) => [status, answerOf(declared)]));
}

function parametersIn(place: "path" | "query", schema: z.ZodType | undefined): Json[] {
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape).map(([name, field]) => ({
    name,
    in: place,
    required: place === "path" || !z.safeParse(field, undefined).success,
    schema: schemaOf(field, "input"),
  }));
}

function keyOf({ idempotency }: Definition): Json[] {
  if (!idempotency) return [];
  const description = "Made by you, once an intention: repeated with it, a request never does its work twice";
  const schema = { type: "string", pattern: "^[\\x21-\\x7e]{1,255}$", example: "5f0c6f1e-charge-1" };
  return [{ name: "Idempotency-Key", in: "header", required: idempotency === "required", description, schema }];
}

const SIGNED_IN: Json[] = [{ bearer: [] }, { cookie: [] }];
const SECURITY: Record<Definition["who"], Json[]> = {
  anyone: [{}],
  cron: [{ cron: [] }],
  session: SIGNED_IN,
  admin: SIGNED_IN,
};

/** Each way to say who you are, together with the queue token where one is needed. */
const securityOf = ({ who, token }: Definition): Json[] =>
  token ? SECURITY[who].map((way) => ({ ...way, queueToken: [] })) : SECURITY[who];

const operationId = ({ method, path }: Definition) =>
  method.toLowerCase() +
  path.replace("/api", "").replace(/[^A-Za-z]+([a-z]?)/g, (_, next: string) => next.toUpperCase());

function bodyOf({ body, example }: Definition): Json {
  if (!body) return {};
  const content = { "application/json": { schema: schemaOf(body, "input"), example } };
  return { requestBody: { required: true, content } };
}

/** One endpoint as an OpenAPI operation. */
export const operation = (definition: Definition): Json => ({
  operationId: operationId(definition),
  summary: definition.summary,
  tags: [definition.path.split("/")[2]],
  security: securityOf(definition),
  parameters: [
    ...parametersIn("path", definition.params),
    ...parametersIn("query", definition.query),
    ...keyOf(definition),
  ],
  ...bodyOf(definition),
  responses: { ...answersOf(definition), ...problemsOf(definition) },
});
