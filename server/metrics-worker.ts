import { AggregatorRegistry } from "prom-client";
import { clusterMetrics, metrics } from "@/lib/observability/metrics";
import { isMetricsMessage, type MetricsReply, type MetricsRequest } from "./metrics-primary";

/**
 * For a worker: whichever of them Prometheus scrapes answers with the metrics of all. Where the primary cannot say, with its
 * own.
 */
export function joinClusterMetrics(): void {
  AggregatorRegistry.setRegistries(metrics.registry);
  new AggregatorRegistry(); // answers the primary
  const pending = new Map<number, (text: string | null) => void>();
  let requests = 0;
  process.on("message", (message) => {
    if (!isMetricsMessage(message)) return;
    const { requestId, text } = message as MetricsReply;
    pending.get(requestId)?.(text);
    pending.delete(requestId);
  });
  clusterMetrics.collectAll = async () => {
    const request: MetricsRequest = { type: "metrics", requestId: ++requests };
    const reply = new Promise<string | null>((resolve) => pending.set(request.requestId, resolve));
    process.send?.(request);
    return (await reply) ?? metrics.registry.metrics();
  };
}
