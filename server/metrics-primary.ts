import cluster from "node:cluster";
import { AggregatorRegistry } from "prom-client";

/** A worker asks the primary for the metrics of all workers; the reply has the same `requestId`. */
export type MetricsRequest = { type: "metrics"; requestId: number };
export type MetricsReply = { type: "metrics"; requestId: number; text: string | null };

export const isMetricsMessage = (message: unknown): message is MetricsRequest | MetricsReply =>
  typeof message === "object" && message !== null && Reflect.get(message, "type") === "metrics";

/** For the primary: replies with the metrics of all workers; null when one of them does not answer. */
export function serveClusterMetrics(): void {
  const aggregator = new AggregatorRegistry();
  cluster.on("message", async (worker, message) => {
    if (!isMetricsMessage(message)) return;
    const text = await aggregator.clusterMetrics().catch(() => null);
    const reply: MetricsReply = { type: "metrics", requestId: message.requestId, text };
    if (worker.isConnected()) worker.send(reply);
  });
}
