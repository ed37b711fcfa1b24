import { z } from "zod";
import type { Definition, ResponseSpec } from "../definition";
import { commonHeaders, headersOf } from "./headers";
import { problemResponses } from "./problems";
import { type Json, toJsonSchema } from "./schema";

function contentOf({ schema, example, type }: ResponseSpec): Json {
  if (schema) return { content: { "application/json": { schema: toJsonSchema(schema, "output"), example } } };
  return type ? { content: { [type]: { schema: { type: "string" }, example } } } : {};
}

function responsesOf(definition: Definition): Json {
  const replayed = definition.idempotency ? (["Idempotency-Replayed"] as const) : [];
  const toJson = (spec: ResponseSpec): Json => ({
    description: spec.description,
    ...headersOf([...commonHeaders(definition), ...replayed, ...(spec.headers ?? [])]),
    ...contentOf(spec),
  });
  return Object.fromEntries(Object.entries(definition.responses).map(([status, spec]) => [status, toJson(spec)]));
}

function parametersIn(place: "path" | "query", schema: z.ZodType | undefined): Json[] {
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape).map(([name, field]) => ({
    name,
    in: place,
    required: place === "path" || !z.safeParse(field, undefined).success,
    schema: toJsonSchema(field, "input"),
  }));
}

function idempotencyKeyOf({ idempotency }: Definition): Json[] {
  if (!idempotency) return [];
  const description = "Made by you, once per intention: a request repeated with it never does its work twice";
  const schema = { type: "string", pattern: "^[\\x21-\\x7e]{1,255}$", example: "5f0c6f1e-charge-1" };
  return [{ name: "Idempotency-Key", in: "header", required: idempotency === "required", description, schema }];
}

const SESSION: Json[] = [{ bearer: [] }, { cookie: [] }];
const SECURITY: Record<Definition["auth"], Json[]> = {
  anyone: [{}],
  cron: [{ cron: [] }],
  session: SESSION,
  admin: SESSION,
};

const securityOf = ({ auth, queueToken }: Definition): Json[] =>
  queueToken ? SECURITY[auth].map((scheme) => ({ ...scheme, queueToken: [] })) : SECURITY[auth];

const operationId = ({ method, path }: Definition) =>
  method.toLowerCase() +
  path.replace("/api", "").replace(/[^A-Za-z]+([a-z]?)/g, (_, next: string) => next.toUpperCase());

function bodyOf({ body, example }: Definition): Json {
  if (!body) return {};
  const content = { "application/json": { schema: toJsonSchema(body, "input"), example } };
  return { requestBody: { required: true, content } };
}

export const operation = (definition: Definition): Json => ({
  operationId: operationId(definition),
  summary: definition.summary,
  tags: [definition.path.split("/")[2]],
  security: securityOf(definition),
  parameters: [
    ...parametersIn("path", definition.params),
    ...parametersIn("query", definition.query),
    ...idempotencyKeyOf(definition),
  ],
  ...bodyOf(definition),
  responses: { ...responsesOf(definition), ...problemResponses(definition) },
});
