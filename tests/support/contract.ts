import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect } from "vitest";
import { ERRORS } from "@/lib/core/errors";
import { endpoints } from "@/lib/http/endpoints";
import { openApi } from "@/lib/http/frame/openapi/document";
import { pathsOf } from "@/lib/http/frame/paths";

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
export function misfits(schema: object, value: unknown): unknown[] {
  const fits = validatorOf(schema);
  return fits(value) ? [] : (fits.errors ?? []);
}

const find = pathsOf(endpoints);

/** Headers that a client acts on: an answer carries none that the document does not tell of. */
const TOLD =
  /^(x-request-id|retry-after|ratelimit|ratelimit-\w+|idempotency-replayed|etag|set-cookie|www-authenticate|content-language)$/;

function untold(headers: Headers, answer: Answer): string[] {
  const names = new Set(Object.keys(answer.headers ?? {}).map((name) => name.toLowerCase()));
  return [...headers.keys()].filter((name) => TOLD.test(name) && !names.has(name));
}

/** What comes before the body of an answer. */
export type Told = Pick<Response, "status" | "headers">;

/** What is wrong with the refusal of a request that the document has no operation for, or nothing. */
function misfitsOutside(status: number, body: unknown, expected: "NOT_FOUND" | "METHOD_NOT_ALLOWED"): unknown[] {
  const wrong = misfits(contract.components.schemas.Problem ?? {}, body);
  if (wrong.length > 0) return wrong;
  const { code } = body as { code: string };
  return code === expected && status === ERRORS[expected].status ? [] : [`${status} ${code} is not ${expected}`];
}

function misfitsOf(answer: Answer, response: Told, body: unknown): unknown[] {
  const wrong: unknown[] = untold(response.headers, answer).map((name) => `the header ${name} is not told of`);
  const type = response.headers.get("content-type")?.split(";")[0] ?? "";
  const content = answer.content?.[type];
  if (!answer.content) return body === "" ? wrong : [...wrong, "a body where none is told of"];
  if (!content) return [...wrong, `the type "${type}" is not told of`];
  if (body === undefined) return wrong;
  if (content.schema) wrong.push(...misfits(content.schema, body));
  const code = (body as { code?: string }).code ?? "";
  if (type === "application/problem+json" && !Object.hasOwn(content.examples ?? {}, code))
    wrong.push(`the code ${code} is not told of`);
  return wrong;
}

/**
 * What an answer is that its endpoint does not declare: by its status, headers, media type, schema, and the code of a
 * refusal. Empty when the document tells the truth about it.
 */
export function undeclared(method: string, path: string, response: Told, body: unknown): unknown[] {
  const found = find(new URL(path, "http://jari.test").pathname);
  if (method === "OPTIONS" && found) return response.status === 204 ? [] : [`OPTIONS is answered ${response.status}`];
  const definition = found?.byMethod.get(method === "HEAD" ? "GET" : method)?.definition;
  if (!definition && method === "HEAD") return response.status === (found ? 405 : 404) ? [] : [response.status];
  if (!definition) return misfitsOutside(response.status, body, found ? "METHOD_NOT_ALLOWED" : "NOT_FOUND");
  const operation = contract.paths[definition.path]?.[definition.method.toLowerCase()];
  const answer = operation?.responses[response.status];
  if (!answer) return [`the status ${response.status} is not told of`];
  return method === "HEAD" ? untold(response.headers, answer) : misfitsOf(answer, response, body);
}

/** Fails when an answer is not one that its endpoint declares. */
export function checkAnswer(method: string, path: string, response: Told, body: unknown): void {
  expect(undeclared(method, path, response, body), `${method} ${path} ${response.status}`).toEqual([]);
}
