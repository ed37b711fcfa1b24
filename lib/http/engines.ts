import { pool } from "@/lib/core/db";
import { redis } from "@/lib/core/redis";

const WITHIN_MS = 700; // an answer within a second, whatever hangs, also of a process that is busy

export type Health = "ok" | "gone";

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

/** Which engines answer this process now. It is known within a second. */
export async function engines(): Promise<{ postgres: Health; redis: Health }> {
  const [postgres, line] = await Promise.all([state(pool().query("SELECT 1")), state(redis().ping())]);
  return { postgres, redis: line };
}
