import { Gauge } from "prom-client";
import { processSingleton } from "@/lib/core/singleton";
import { memoizeFor } from "@/lib/core/ttl-cache";
import { loadSinks } from "@/lib/jobs/sinks";
import { sinkStats } from "@/lib/outbox";
import { metrics, orEmpty } from "./metrics";

const gauge = (name: string, help: string) =>
  new Gauge({ name, help, labelNames: ["sink"] as const, registers: [metrics.gauges] });

const gauges = processSingleton("outbox gauges", () => ({
  pending: gauge("jari_outbox_pending", "Facts a sink is still owed and that are being tried."),
  parked: gauge("jari_outbox_parked", "Facts a sink did not take after the last try: they wait for an admin."),
  delivered: gauge("jari_outbox_delivered", "Facts of the past seven days that a sink has had."),
  oldestSeconds: gauge("jari_outbox_oldest_seconds", "Age of the oldest fact a sink is still owed, parked or not."),
}));

const NAMES = ["pending", "parked", "delivered", "oldestSeconds"] as const;

const measure = memoizeFor(1_000, async () => sinkStats((await loadSinks()).map(({ name }) => name)));

/** Sets the gauges of every sink as it stands. Without a database they say nothing, and the rest of the metrics stays readable. */
export async function gaugeOutbox(): Promise<void> {
  const states = await orEmpty(measure(""));
  for (const name of NAMES) {
    gauges[name].reset();
    for (const state of states) gauges[name].set({ sink: state.sink }, state[name]);
  }
}
