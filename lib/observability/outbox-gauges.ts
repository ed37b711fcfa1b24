import { Gauge } from "prom-client";
import { processSingleton } from "@/lib/core/singleton";
import { memoizeFor } from "@/lib/core/ttl-cache";
import { loadSinks } from "@/lib/jobs/sinks";
import { sinkStats } from "@/lib/outbox";
import { metrics, orEmpty } from "./metrics";

const gauge = (name: string, help: string) =>
  new Gauge({ name, help, labelNames: ["sink"] as const, registers: [metrics.gauges] });

const gauges = processSingleton("outbox gauges", () => ({
  pending: gauge("jari_outbox_pending", "Events to be delivered to a sink."),
  parked: gauge("jari_outbox_parked", "Events that a sink rejected on the last attempt; they wait for an admin."),
  delivered: gauge("jari_outbox_delivered", "Events delivered to a sink in the past seven days."),
  oldestSeconds: gauge("jari_outbox_oldest_seconds", "Age of the oldest undelivered event of a sink, parked or not."),
}));

const NAMES = ["pending", "parked", "delivered", "oldestSeconds"] as const;

const measure = memoizeFor(1_000, async () => sinkStats((await loadSinks()).map(({ name }) => name)));

/** Sets the gauges of every sink; without Postgres they are empty. */
export async function gaugeOutbox(): Promise<void> {
  const states = await orEmpty(measure());
  for (const name of NAMES) {
    gauges[name].reset();
    for (const state of states) gauges[name].set({ sink: state.sink }, state[name]);
  }
}
