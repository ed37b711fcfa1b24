import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect } from "vitest";
import { openApi } from "@/lib/api/framework/openapi/document";
import { createRouter } from "@/lib/api/framework/router";
import { endpoints } from "@/lib/api/routes";
import { ERRORS } from "@/lib/core/errors";

type Answer = {
  content?: Record<string, { schema?: object; examples?: Record<string, unknown> }>;
  headers?: Record<string, unknown>;
};
type Operation = { responses: Record<string, Answer> };
type Document = { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, object> } };

// As a client reads it: the document alone says what fits, through a validator that is not ours.
const contract = JSON.parse(JSON.stringify(openApi(endpoints.map(({ definition }) => definition)))) as Document;
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
for (const [name, schema] of Object.entries(contract.components.schemas))
  ajv.addSchema(schema, `#/components/schemas/${name}`);

const compiled = new Map<object, ValidateFunction>();
function validatorOf(schema: object): ValidateFunction {
  const known = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, known);
  return known;
}

/** What is wrong with this value by a JSON schema of the document; empty when it fits. */
export function schemaMismatches(schema: object, value: unknown): unknown[] {
  const fits = validatorOf(schema);
  return fits(value) ? [] : (fits.errors ?? []);
}

const find = createRouter(endpoints);

/** Headers that a client acts on: an answer carries none that the document does not tell of. */
const DECLARED_HEADERS =
  /^(x-request-id|retry-after|ratelimit|ratelimit-\w+|idempotency-replayed|etag|set-cookie|www-authenticate|content-language)$/;

function undeclaredHeaders(headers: Headers, answer: Answer): string[] {
  const names = new Set(Object.keys(answer.headers ?? {}).map((name) => name.toLowerCase()));
  return [...headers.keys()].filter((name) => DECLARED_HEADERS.test(name) && !names.has(name));
}

/** What comes before the body of an answer. */
export type ResponseHead = Pick<Response, "status" | "headers">;

/** What is wrong with the refusal of a request that the document has no operation for, or nothing. */
function unroutedMismatches(status: number, body: unknown, expected: "NOT_FOUND" | "METHOD_NOT_ALLOWED"): unknown[] {
  const wrong = schemaMismatches(contract.components.schemas.Problem ?? {}, body);
  if (wrong.length > 0) return wrong;
  const { code } = body as { code: string };
  return code === expected && status === ERRORS[expected].status ? [] : [`${status} ${code} is not ${expected}`];
}

function responseMismatches(answer: Answer, response: ResponseHead, body: unknown): unknown[] {
  const wrong: unknown[] = undeclaredHeaders(response.headers, answer).map(
    (name) => `the header ${name} is not told of`,
  );
  const type = response.headers.get("content-type")?.split(";")[0] ?? "";
  const content = answer.content?.[type];
  if (!answer.content) return body === "" ? wrong : [...wrong, "a body where none is told of"];
  if (!content) return [...wrong, `the type "${type}" is not told of`];
  if (body === undefined) return wrong;
  if (content.schema) wrong.push(...schemaMismatches(content.schema, body));
  const code = (body as { code?: string }).code ?? "";
  if (type === "application/problem+json" && !Object.hasOwn(content.examples ?? {}, code))
    wrong.push(`the code ${code} is not told of`);
  return wrong;
}

/**
 * What an answer is that its endpoint does not declare: by its status, headers, media type, schema, and the code of a
 * refusal. Empty when the document tells the truth about it.
 */
export function undeclaredParts(method: string, path: string, response: ResponseHead, body: unknown): unknown[] {
  const found = find(new URL(path, "http://jari.test").pathname);
  if (method === "OPTIONS" && found) return response.status === 204 ? [] : [`OPTIONS is answered ${response.status}`];
  const definition = found?.byMethod.get(method === "HEAD" ? "GET" : method)?.definition;
  if (!definition && method === "HEAD") return response.status === (found ? 405 : 404) ? [] : [response.status];
  if (!definition) return unroutedMismatches(response.status, body, found ? "METHOD_NOT_ALLOWED" : "NOT_FOUND");
  const operation = contract.paths[definition.path]?.[definition.method.toLowerCase()];
  const answer = operation?.responses[response.status];
  if (!answer) return [`the status ${response.status} is not told of`];
  return method === "HEAD" ? undeclaredHeaders(response.headers, answer) : responseMismatches(answer, response, body);
}

/** Fails when an answer is not one that its endpoint declares. */
export function checkAnswer(method: string, path: string, response: ResponseHead, body: unknown): void {
  expect(undeclaredParts(method, path, response, body), `${method} ${path} ${response.status}`).toEqual([]);
}
