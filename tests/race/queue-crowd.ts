import { randomUUID } from "node:crypto";
import { closeRedis } from "@/lib/core/redis";
import { join, type QueueSettings } from "@/lib/queue";

/** One of several app processes at the opening: `node --import tsx queue-crowd.ts '<queue settings as JSON>' <fans>` */
const [settings = "{}", count = "0"] = process.argv.slice(2);
const { opensAt, closesAt, ...rest } = JSON.parse(settings);
const queue: QueueSettings = { ...rest, opensAt: new Date(opensAt), closesAt: new Date(closesAt) };

const AT_ONCE = 50;
const fans = Array.from({ length: Number(count) }, () => randomUUID());
const joined: [fan: string, number: number, pollAfterMs: number][] = [];

async function joinOneAfterAnother(): Promise<void> {
  for (let fan = fans.pop(); fan; fan = fans.pop()) {
    const { number, pollAfterMs } = (await join(queue, fan)).ticket;
    joined.push([fan, number, pollAfterMs]);
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, joinOneAfterAnother));
process.stdout.write(JSON.stringify(joined));
await closeRedis();
