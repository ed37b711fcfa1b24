import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { pool } from "@/lib/core/db";
import { processSingleton } from "@/lib/core/singleton";
import { withTimeout } from "@/lib/core/timeout";

/**
 * What this process counts (`registry`), and what it asks for when it is scraped (`gauges`). Kept once a process, so that a
 * hot reload counts on.
 */
export const metrics = processSingleton("metrics", () => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: "jari_postgres_connections",
    help: "Connections of this process's pool, by what they are doing.",
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
    help: "Answered requests by route, and how long they took; the count is the rate.",
    labelNames: ["method", "route", "status"] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  return { registry, gauges: new Registry(), requests };
});

/** What is told as counted: by this process, or, where several share one port, by all of them. */
export const clusterMetrics = processSingleton("counted", () => ({ collectAll: () => metrics.registry.metrics() }));

const PATIENCE_MS = 3_000; // Prometheus gives a scrape ten seconds

/** What was measured, or nothing when an engine cannot say in time: the rest of the metrics stays readable. */
export const orEmpty = <T>(asked: Promise<T[]>): Promise<T[]> =>
  withTimeout(asked, { ms: PATIENCE_MS, onTimeout: () => new Error("no answer in time") }).catch(() => []);
