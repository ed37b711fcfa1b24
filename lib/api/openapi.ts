import { z } from "zod";
import type { Definition } from "./framework/definition";
import { type Endpoint, endpoint } from "./framework/endpoint";
import { openApi } from "./framework/openapi/document";

/** The endpoint that describes all others and itself. */
export function openApiEndpoint(others: readonly Endpoint[]): Endpoint {
  let text: string | undefined;
  const all = (): Definition[] => [...others, described].map(({ definition }) => definition);
  const described = endpoint(
    {
      method: "GET",
      path: "/api/openapi.json",
      summary: "The contract, as OpenAPI 3.1",
      auth: "anyone",
      priority: "browse",
      responses: {
        200: {
          description: "This document.",
          schema: z.looseObject({ openapi: z.literal("3.1.0") }),
          example: { openapi: "3.1.0" },
          headers: ["Cache-Control"],
        },
      },
    },
    async () => {
      text ??= JSON.stringify(openApi(all()));
      const headers = { "content-type": "application/json", "cache-control": "public, max-age=300" };
      return { status: 200, rawBody: text, headers };
    },
  );
  return described;
}
