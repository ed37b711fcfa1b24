import cluster from "node:cluster";
import { AggregatorRegistry } from "prom-client";

/** A process of the front door asks whoever leads it what all of them have counted; the answer has the same `asked`. */
export type MetricsRequest = { what: "counts"; asked: number };
export type MetricsReply = { what: "counts"; asked: number; text: string | null };

export const isMetricsMessage = (message: unknown): message is MetricsRequest | MetricsReply =>
  typeof message === "object" && message !== null && Reflect.get(message, "what") === "counts";

/** For whoever leads: answers with the counts of all processes together; null when one of them does not say. */
export function serveClusterMetrics(): void {
  const all = new AggregatorRegistry();
  cluster.on("message", async (worker, message) => {
    if (!isMetricsMessage(message)) return;
    const text = await all.clusterMetrics().catch(() => null);
    const counts: MetricsReply = { what: "counts", asked: message.asked, text };
    if (worker.isConnected()) worker.send(counts);
  });
}
