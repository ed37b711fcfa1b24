import type { Definition } from "../definition";
import { HEADERS } from "./headers";
import { operation } from "./operation";
import { problem } from "./problems";
import { type Json, toJsonSchema } from "./schema";

const SCHEMES = {
  bearer: { type: "http", scheme: "bearer", description: "The token of POST /api/sessions" },
  cookie: {
    type: "apiKey",
    in: "cookie",
    name: "next-auth.session-token",
    description: "What a browser signs in with",
  },
  queueToken: { type: "apiKey", in: "header", name: "Queue-Token", description: "The `token` of your latest ticket" },
  cron: { type: "http", scheme: "bearer", description: "CRON_SECRET" },
};

/** The contract as OpenAPI 3.1, derived from every endpoint's definition. */
export function openApi(definitions: readonly Definition[]): Json {
  const paths: Record<string, Json> = {};
  for (const definition of definitions) {
    const { path, method } = definition;
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation(definition) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Jari",
      version: "1.0.0",
      description:
        "Concert booking: join the queue, hold seats, pay. Money is whole won, ids are strings, times are ISO 8601 in UTC.",
      license: { name: "MIT", identifier: "MIT" },
    },
    paths,
    components: { schemas: { Problem: toJsonSchema(problem, "output") }, headers: HEADERS, securitySchemes: SCHEMES },
  };
}
