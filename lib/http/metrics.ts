import { endpoint } from "./frame/endpoint";
import { metrics } from "./frame/observed";
import { gaugeOutbox } from "./outbox-gauges";

export const seeMetrics = endpoint(
  {
    method: "GET",
    path: "/api/metrics",
    summary: "What this process counts, for Prometheus",
    who: "anyone",
    answers: {
      200: {
        says: "Prometheus text format.",
        type: "text/plain",
        example: 'jari_postgres_connections{state="idle"} 3',
      },
    },
  },
  async () => {
    const { registry } = metrics;
    await gaugeOutbox();
    return { status: 200, text: await registry.metrics(), headers: { "content-type": registry.contentType } };
  },
);
