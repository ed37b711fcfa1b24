import { log } from "@/lib/core/log";
import { configure, type QueueSettings } from "@/lib/queue";

/** Tells a line, after commit, how it is set now. One that cannot be told hears it from the next tick of the cron. */
export async function pushSettings(line: QueueSettings): Promise<void> {
  await configure(line).catch(() => log.warn({ concertId: line.concertId }, "the line did not hear its new settings"));
}
