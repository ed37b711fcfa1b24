import { expect } from "vitest";
import type { z } from "zod";
import { ERRORS } from "@/lib/core/errors";
import { endpoints } from "@/lib/http/endpoints";
import { refusalsOf } from "@/lib/http/frame/implied";
import { problem } from "@/lib/http/frame/openapi/problems";
import { pathsOf } from "@/lib/http/frame/paths";

const find = pathsOf(endpoints);

/** Nothing missing, nothing of another type, and nothing that the schema does not know. */
function expectToFit(schema: z.ZodType, body: unknown): void {
  const parsed = schema.safeParse(body);
  expect(parsed.error?.issues).toBeUndefined();
  expect(body).toEqual(parsed.data);
}

/** Fails when an answer is not one that its endpoint declares: status, media type, schema, and the code of a refusal. */
export function checkAnswer(method: string, path: string, response: Response, body: unknown): void {
  const found = find(new URL(path, "http://jari.test").pathname);
  const definition = found?.byMethod.get(method)?.definition;
  const declared = definition?.answers[response.status];
  if (declared) {
    if (declared.schema) expect(response.headers.get("content-type")).toMatch(/^application\/json/);
    if (declared.schema) expectToFit(declared.schema, body);
    return;
  }
  if (method === "OPTIONS" || method === "HEAD") return;
  expect(response.headers.get("content-type")).toMatch(/^application\/problem\+json/);
  expectToFit(problem, body);
  const { code, status } = problem.parse(body);
  expect([status, ERRORS[code].status]).toEqual([response.status, response.status]);
  const allowed = definition ? refusalsOf(definition) : [found ? "METHOD_NOT_ALLOWED" : "NOT_FOUND"];
  expect(allowed, `${method} ${path}`).toContain(code);
}
