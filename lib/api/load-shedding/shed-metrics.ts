import { Counter, Gauge } from "prom-client";
import { log } from "@/lib/core/log";
import { throttleByKind } from "@/lib/core/throttled-log";
import { metrics } from "@/lib/observability/metrics";
import type { ConcurrencyLimiter } from "./concurrency-limiter";
import { PRIORITIES, type Priority } from "./priority";

const LOG_INTERVAL_MS = 10_000;

/** Counts shed requests, and logs them at once, then every ten seconds while there are more. */
export function shedMetrics(limiter: ConcurrencyLimiter): (priority: Priority) => void {
  const shed = new Counter({
    name: "jari_http_shed_total",
    help: "Requests rejected before any work, because the server was overloaded.",
    labelNames: ["priority"],
    registers: [metrics.registry],
  });
  new Gauge({
    name: "jari_http_in_flight",
    help: "Requests being served in this process.",
    labelNames: ["priority"],
    registers: [metrics.registry],
    collect() {
      for (const priority of PRIORITIES) this.set({ priority }, limiter.inFlight(priority));
    },
  });
  new Gauge({
    name: "jari_http_concurrency_limit",
    help: "Requests that this process serves at once, as it has found by their latency or as it was set.",
    registers: [metrics.registry],
    collect() {
      this.set(Math.floor(limiter.limit.current));
    },
  });
  for (const priority of PRIORITIES) shed.inc({ priority }, 0);
  const logShed = throttleByKind<Priority>(LOG_INTERVAL_MS, (rejected) => log.warn({ rejected }, "overloaded"));
  return (priority) => {
    shed.inc({ priority });
    logShed(priority);
  };
}
