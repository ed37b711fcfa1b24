import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { gaugeAudit } from "@/lib/observability/audit-gauges";
import { clusterMetrics, metrics } from "@/lib/observability/metrics";
import { gaugeOutbox } from "@/lib/observability/outbox-gauges";
import { gaugeSale } from "@/lib/observability/sale-gauges";
import { hasBearerSecret } from "./framework/checks";
import { endpoint } from "./framework/endpoint";

export const getMetrics = endpoint(
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
    if (METRICS_TOKEN && !hasBearerSecret(asked.headers, METRICS_TOKEN)) throw new AppError("UNAUTHENTICATED");
    const { registry, gauges } = metrics;
    await Promise.all([gaugeOutbox(), gaugeAudit(), gaugeSale()]);
    const text = [await clusterMetrics.byAll(), await gauges.metrics()].join("\n");
    return { status: 200, text, headers: { "content-type": registry.contentType } };
  },
);
