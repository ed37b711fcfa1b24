import { isLocalClient } from "@/lib/core/client-ip";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { gaugeAudit } from "@/lib/observability/audit-gauges";
import { clusterMetrics, metrics } from "@/lib/observability/metrics";
import { gaugeOutbox } from "@/lib/observability/outbox-gauges";
import { gaugeSale } from "@/lib/observability/sale-gauges";
import { hasBearerSecret } from "./framework/checks";
import { endpoint } from "./framework/endpoint";

function mayRead(request: Request): boolean {
  const { METRICS_TOKEN } = env();
  return METRICS_TOKEN ? hasBearerSecret(request, METRICS_TOKEN) : isLocalClient((name) => request.headers.get(name));
}

export const getMetrics = endpoint(
  {
    method: "GET",
    path: "/api/metrics",
    summary: "Metrics of all processes of this server, for the bearer of METRICS_TOKEN; without one, for this machine",
    auth: "anyone",
    priority: null,
    responses: {
      200: {
        description: "Prometheus text format.",
        type: "text/plain",
        example: 'jari_postgres_connections{state="idle"} 3',
      },
    },
    errors: ["UNAUTHENTICATED"],
  },
  async ({ request }) => {
    if (!mayRead(request)) throw new AppError("UNAUTHENTICATED");
    const { registry, gauges } = metrics;
    await Promise.all([gaugeOutbox(), gaugeAudit(), gaugeSale()]);
    const text = [await clusterMetrics.collectAll(), await gauges.metrics()].join("\n");
    return { status: 200, rawBody: text, headers: { "content-type": registry.contentType } };
  },
);
