import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { pool } from "@/lib/core/db";
import { processSingleton } from "@/lib/core/singleton";
import { withTimeout } from "@/lib/core/timeout";

/** `registry` counts in this process; `gauges` reads Postgres and Redis on a scrape. */
export const metrics = processSingleton("metrics", () => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: "jari_postgres_connections",
    help: "Connections of this process's pool, by state; waiting: requests that wait for one.",
    labelNames: ["state"],
    registers: [registry],
    collect() {
      const { totalCount, idleCount, waitingCount } = pool();
      this.set({ state: "busy" }, totalCount - idleCount);
      this.set({ state: "idle" }, idleCount);
      this.set({ state: "waiting" }, waitingCount);
    },
  });
  const requests = new Histogram({
    name: "jari_http_request_seconds",
    help: "Responses by route, and their latency.",
    labelNames: ["method", "route", "status"] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  return { registry, gauges: new Registry(), requests };
});

/** The metrics of this process, or of the cluster where a worker has replaced `collectAll`. */
export const clusterMetrics = processSingleton("cluster metrics", () => ({
  collectAll: () => metrics.registry.metrics(),
}));

const TIMEOUT_MS = 3_000; // Prometheus gives a scrape ten seconds

/** No rows when Postgres or Redis fails or takes over 3 s, so that other metrics stay readable. */
export const orEmpty = <T>(rows: Promise<T[]>): Promise<T[]> =>
  withTimeout(rows, { ms: TIMEOUT_MS, onTimeout: () => new Error("no answer in time") }).catch(() => []);
