import { Counter, Gauge } from "prom-client";
import { metrics } from "@/lib/observability/metrics";
import type { PageStore } from "./page-store";

const BYTES = "jari_page_cache_bytes";
const RENDERS = "jari_page_renders_total";

/** Reports the memory of the copies, of the newest server in a process; returns the counter of renderings. */
export function pageMetrics(store: PageStore): Counter {
  for (const name of [BYTES, RENDERS]) metrics.registry.removeSingleMetric(name);
  new Gauge({
    name: BYTES,
    help: "Memory of the copies of shared pages in this process.",
    registers: [metrics.registry],
    collect() {
      this.set(store.bytes);
    },
  });
  return new Counter({
    name: RENDERS,
    help: "Shared pages that were asked of Next; all other visits of them were answered from memory.",
    registers: [metrics.registry],
  });
}
