import { AggregatorRegistry } from "prom-client";
import { clusterMetrics, metrics } from "@/lib/observability/metrics";
import { isMetricsMessage, type MetricsReply, type MetricsRequest } from "./metrics-primary";

/**
 * For one of several processes behind one port: whichever of them Prometheus meets, it reads what all have counted. Should
 * whoever leads not say, what this one has.
 */
export function joinClusterMetrics(): void {
  AggregatorRegistry.setRegistries(metrics.registry);
  new AggregatorRegistry(); // answers whoever leads
  const waiting = new Map<number, (text: string | null) => void>();
  let questions = 0;
  process.on("message", (message) => {
    if (!isMetricsMessage(message)) return;
    const { asked, text } = message as MetricsReply;
    waiting.get(asked)?.(text);
    waiting.delete(asked);
  });
  clusterMetrics.byAll = async () => {
    const question: MetricsRequest = { what: "counts", asked: ++questions };
    const answer = new Promise<string | null>((resolve) => waiting.set(question.asked, resolve));
    process.send?.(question);
    return (await answer) ?? metrics.registry.metrics();
  };
}
