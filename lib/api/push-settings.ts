import { log } from "@/lib/core/log";
import { configure, type QueueSettings } from "@/lib/queue";

/** Sends a queue its settings, after commit. If Redis is down, the cron sends them later. */
export async function pushSettings(settings: QueueSettings): Promise<void> {
  const { concertId } = settings;
  await configure(settings).catch(() => log.warn({ concertId }, "a queue was not told its new settings"));
}
