import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { AppError } from "@/lib/core/errors";
import { closeRedis } from "@/lib/core/redis";
import { join, type QueueSettings } from "@/lib/queue";

/** One of several app processes at the opening: `node --import tsx queue-crowd.ts '<queue settings as JSON>' <fans>` */
const [settings = "{}", count = "0"] = process.argv.slice(2);
const { opensAt, closesAt, ...rest } = JSON.parse(settings);
const queue: QueueSettings = { ...rest, opensAt: new Date(opensAt), closesAt: new Date(closesAt) };

const AT_ONCE = 50;
const fans = Array.from({ length: Number(count) }, () => randomUUID());
const joined: [fan: string, number: number, pollAfterMs: number][] = [];

/** Joins, and joins again while Redis is too busy to answer: four processes start at once on few cores. */
async function joinAtLast(fan: string) {
  for (;;) {
    try {
      return (await join(queue, fan)).ticket;
    } catch (error) {
      if (!(error instanceof AppError && error.code === "QUEUE_UNAVAILABLE")) throw error;
      await delay(1_000 * (error.detail.retryAfterSeconds ?? 1));
    }
  }
}

async function joinOneAfterAnother(): Promise<void> {
  for (let fan = fans.pop(); fan; fan = fans.pop()) {
    const { number, pollAfterMs } = await joinAtLast(fan);
    joined.push([fan, number, pollAfterMs]);
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, joinOneAfterAnother));
process.stdout.write(JSON.stringify(joined));
await closeRedis();
