import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { possibleErrors } from "@/lib/api/framework/error-codes";
import { endpoints } from "@/lib/api/routes";
import { schemaMismatches } from "@/tests/support/contract";
import { api } from "@/tests/support/http";

type Media = { schema?: object; example?: unknown; examples?: Record<string, { value: unknown }> };
type Operation = {
  operationId: string;
  responses: Record<string, { description: string; content?: Record<string, Media> }>;
  requestBody?: { content: Record<string, Media> };
  parameters: { name: string; in: string; required: boolean }[];
  security: Record<string, string[]>[];
};
type Document = { openapi: string; paths: Record<string, Record<string, Operation>>; components: { schemas: object } };

const documented = async () => (await api<Document>("GET", "/api/openapi.json")).body;

test("is valid OpenAPI 3.1 by an external validator", async () => {
  const validator = new Validator();
  expect(await validator.validate(await documented())).toEqual({ valid: true });
  expect(validator.version).toBe("3.1");
  const broken = await documented();
  for (const methods of Object.values(broken.paths)) for (const one of Object.values(methods)) one.responses = {};
  Object.assign(broken, { paths: { "no-slash": {} } });
  expect((await new Validator().validate(broken)).valid).toBe(false);
});

test("has an example of every body, response and error that matches its schema", async () => {
  const { paths } = await documented();
  for (const [path, methods] of Object.entries(paths))
    for (const [method, { requestBody, responses }] of Object.entries(methods))
      for (const { content } of [requestBody ?? {}, ...Object.values(responses)] as {
        content?: Record<string, Media>;
      }[])
        for (const { schema, example, examples } of Object.values(content ?? {})) {
          const values = examples ? Object.values(examples).map(({ value }) => value) : [example];
          expect(values.length, `${method} ${path}`).toBeGreaterThan(0);
          for (const value of values) {
            expect(value, `${method} ${path}`).toBeDefined();
            expect(schemaMismatches(schema ?? {}, value), `${method} ${path}`).toEqual([]);
          }
        }
});

test("lists every endpoint once, with every response and error", async () => {
  const { paths } = await documented();
  const listed = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(listed.toSorted()).toEqual(
    endpoints.map(({ definition: { method, path } }) => `${method} ${path}`).toSorted(),
  );
  for (const { definition } of endpoints) {
    const operation = paths[definition.path]?.[definition.method.toLowerCase()];
    for (const status of Object.keys(definition.responses)) expect(operation?.responses).toHaveProperty(status);
    const refusals = Object.values(operation?.responses ?? {}).flatMap(({ content }) =>
      Object.keys(content?.["application/problem+json"]?.examples ?? {}),
    );
    expect(refusals.toSorted()).toEqual(possibleErrors(definition).toSorted());
  }
});

test("has unique operation ids and names every path parameter", async () => {
  const { paths } = await documented();
  const ids = Object.values(paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
  expect(new Set(ids).size).toBe(ids.length);
  for (const [path, methods] of Object.entries(paths))
    for (const { parameters } of Object.values(methods)) {
      const inPath = parameters.filter((parameter) => parameter.in === "path").map(({ name }) => `{${name}}`);
      expect(path.match(/\{\w+\}/g) ?? []).toEqual(inPath);
    }
});

test("declares what a request requires", async () => {
  const { paths } = await documented();
  expect(paths["/api/payments"]?.post?.security).toEqual([
    { bearer: [], queueToken: [] },
    { cookie: [], queueToken: [] },
  ]);
  const key = paths["/api/holds"]?.post?.parameters.find(({ name }) => name === "Idempotency-Key");
  expect(key?.required).toBe(false);
  expect(paths["/api/wallet/charges"]?.post?.parameters.map(({ required }) => required)).toEqual([true]);
});

test.each(endpoints.map(({ definition }) => [`${definition.method} ${definition.path}`, definition] as const))(
  "the examples of %s fit what they are examples of",
  (_, { body, example, responses }) => {
    if (body) expect(body.safeParse(example).error?.issues).toBeUndefined();
    for (const { schema, example } of Object.values(responses))
      if (schema && example !== undefined) expect(schema.parse(example)).toEqual(example);
    for (const { schema, example, description } of Object.values(responses))
      expect(!schema || example || description).toBeTruthy();
  },
);
