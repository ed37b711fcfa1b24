import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { checkEngines } from "@/lib/observability/health-checks";
import { endpoint } from "./framework/endpoint";

export const getHealth = endpoint(
  {
    method: "GET",
    path: "/api/health",
    summary: "Whether this process reaches its engines",
    auth: "anyone",
    priority: null,
    responses: {
      200: {
        description: "Both engines answer. Otherwise 503 UNAVAILABLE, with `engines` saying which does not.",
        schema: z.object({
          status: z.literal("ok"),
          engines: z.object({ postgres: z.literal("ok"), redis: z.literal("ok") }),
        }),
        example: { status: "ok", engines: { postgres: "ok", redis: "ok" } },
      },
    },
  },
  async () => {
    const { postgres, redis } = await checkEngines();
    if (postgres === "gone" || redis === "gone") throw new AppError("UNAVAILABLE", { engines: { postgres, redis } });
    return { status: 200, body: { status: "ok", engines: { postgres, redis } } };
  },
);
