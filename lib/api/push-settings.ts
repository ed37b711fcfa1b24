import { log } from "@/lib/core/log";
import { configure, type QueueSettings } from "@/lib/queue";

/** Sends a queue its settings, after commit. If Redis is down, the next tick of the cron does. */
export async function pushSettings(line: QueueSettings): Promise<void> {
  await configure(line).catch(() => log.warn({ concertId: line.concertId }, "a queue was not told its new settings"));
}
