import { z } from "zod";
import { pool } from "@/lib/core/db";
import { Refusal } from "@/lib/core/errors";
import { redis } from "@/lib/core/redis";
import { endpoint } from "./frame/endpoint";

const WITHIN_MS = 700; // an answer within a second, whatever hangs, also of a process that is busy

type Health = "ok" | "gone";

/** Whether an engine answers in time. */
async function state(asked: Promise<unknown>): Promise<Health> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Health>((resolve) => {
    timer = setTimeout(resolve, WITHIN_MS, "gone");
  });
  const answered = asked.then(
    (): Health => "ok",
    (): Health => "gone",
  );
  const first = await Promise.race([answered, late]);
  clearTimeout(timer);
  return first;
}

export const seeHealth = endpoint(
  {
    method: "GET",
    path: "/api/health",
    summary: "Whether this process reaches its engines",
    who: "anyone",
    answers: {
      200: {
        says: "Both engines answer. Otherwise 503 UNAVAILABLE, with the same `engines` saying which is gone.",
        schema: z.object({
          status: z.literal("ok"),
          engines: z.object({ postgres: z.literal("ok"), redis: z.literal("ok") }),
        }),
        example: { status: "ok", engines: { postgres: "ok", redis: "ok" } },
      },
    },
  },
  async () => {
    const [postgres, line] = await Promise.all([state(pool().query("SELECT 1")), state(redis().ping())]);
    if (postgres === "gone" || line === "gone")
      throw new Refusal("UNAVAILABLE", { engines: { postgres, redis: line } });
    return { status: 200, body: { status: "ok", engines: { postgres, redis: line } } };
  },
);
