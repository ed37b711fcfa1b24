import { queuesOnSale } from "@/lib/concerts";
import { log } from "@/lib/core/log";
import { tick } from "@/lib/queue";

const MARGIN_MS = 60 * 60 * 1000; // the line's own clock decides; this only leaves out those that are far from on sale

/** Gives every line on sale its settings as the catalogue has them, and a step; how many fans were let in. */
export async function tickQueues(): Promise<number> {
  const steps = await Promise.allSettled((await queuesOnSale(MARGIN_MS)).map(tick));
  const failed = steps.filter(({ status }) => status === "rejected").length;
  if (failed > 0) log.warn({ missed: failed }, "lines that took no step");
  return steps.reduce((sum, step) => sum + (step.status === "fulfilled" ? step.value.admitted : 0), 0);
}
