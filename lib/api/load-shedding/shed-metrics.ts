import { Counter, Gauge } from "prom-client";
import { log } from "@/lib/core/log";
import { throttleByKind } from "@/lib/core/throttled-log";
import { metrics } from "@/lib/observability/metrics";
import type { ConcurrencyLimiter } from "./concurrency-limiter";
import { PRIORITIES, type Priority } from "./priority";

const TOLD_EVERY_MS = 10_000;

/** Counts what was refused for want of room, and tells the log so at once, then every ten seconds as long as it goes on. */
export function shedMetrics(slots: ConcurrencyLimiter): (urgency: Priority) => void {
  const shed = new Counter({
    name: "jari_http_shed_total",
    help: "Requests refused unbegun, because more was asked than can be served.",
    labelNames: ["urgency"],
    registers: [metrics.registry],
  });
  new Gauge({
    name: "jari_http_in_flight",
    help: "Requests being served in this process.",
    labelNames: ["urgency"],
    registers: [metrics.registry],
    collect() {
      for (const urgency of PRIORITIES) this.set({ urgency }, slots.underWay(urgency));
    },
  });
  for (const urgency of PRIORITIES) shed.inc({ urgency }, 0);
  const told = throttleByKind<Priority>(TOLD_EVERY_MS, (refused) =>
    log.warn({ refused }, "more is asked than can be served"),
  );
  return (urgency) => {
    shed.inc({ urgency });
    told(urgency);
  };
}
