import { queuesOnSale } from "@/lib/concerts";
import { log } from "@/lib/core/log";
import { tick } from "@/lib/queue";

const MARGIN_MS = 60 * 60 * 1000; // the queue's own clock decides; this only leaves out sales that are far away

/** Gives every queue on sale its current settings and a step; returns how many fans were admitted. */
export async function tickQueues(): Promise<number> {
  const steps = await Promise.allSettled((await queuesOnSale(MARGIN_MS)).map(tick));
  const failed = steps.filter(({ status }) => status === "rejected").length;
  if (failed > 0) log.warn({ failed }, "queues took no step");
  return steps.reduce((sum, step) => sum + (step.status === "fulfilled" ? step.value.admitted : 0), 0);
}
