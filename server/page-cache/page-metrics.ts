import { Counter, Gauge } from "prom-client";
import { metrics } from "@/lib/observability/metrics";
import type { PageStore } from "./page-store";

/** Reports the memory of the copies; returns the counter of renderings. */
export function pageMetrics(store: PageStore): Counter {
  new Gauge({
    name: "jari_page_cache_bytes",
    help: "Memory of the copies of shared pages in this process.",
    registers: [metrics.registry],
    collect() {
      this.set(store.bytes);
    },
  });
  return new Counter({
    name: "jari_page_renders_total",
    help: "Shared pages that were asked of Next; all other visits of them were answered from memory.",
    registers: [metrics.registry],
  });
}
