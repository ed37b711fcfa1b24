import { env } from "@/lib/core/env";
import { Refusal } from "@/lib/core/errors";
import { gaugeAudit } from "./audit-gauges";
import { bears } from "./frame/checks";
import { endpoint } from "./frame/endpoint";
import { counted, metrics } from "./frame/observed";
import { gaugeOutbox } from "./outbox-gauges";
import { gaugeSale } from "./sale-gauges";

export const seeMetrics = endpoint(
  {
    method: "GET",
    path: "/api/metrics",
    summary: "What the processes of this server count, for Prometheus; with METRICS_TOKEN set, only for its bearer",
    who: "anyone",
    answers: {
      200: {
        says: "Prometheus text format.",
        type: "text/plain",
        example: 'jari_postgres_connections{state="idle"} 3',
      },
    },
    refusals: ["UNAUTHENTICATED"],
  },
  async ({ asked }) => {
    const { METRICS_TOKEN } = env();
    if (METRICS_TOKEN && !bears(asked.headers, METRICS_TOKEN)) throw new Refusal("UNAUTHENTICATED");
    const { registry, gauges } = metrics;
    await Promise.all([gaugeOutbox(), gaugeAudit(), gaugeSale()]);
    const text = [await counted.byAll(), await gauges.metrics()].join("\n");
    return { status: 200, text, headers: { "content-type": registry.contentType } };
  },
);
