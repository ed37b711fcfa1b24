import { Gauge } from "prom-client";
import { countSeatsOnSale } from "@/lib/booking";
import { queuesOnSale } from "@/lib/concerts";
import { processSingleton } from "@/lib/core/singleton";
import { memoizeFor } from "@/lib/core/ttl-cache";
import { publicState } from "@/lib/queue";
import { checkEngines } from "./health-checks";
import { metrics, orEmpty } from "./metrics";

const SEATS_TTL_MS = 10_000; // a count reads every seat on sale; several scrapers may come every 15 s

const gauge = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
  new Gauge({ name, help, labelNames, registers: [metrics.gauges] });

const gauges = processSingleton("sale gauges", () => ({
  waiting: gauge("jari_queue_waiting", "Fans waiting in the queue of a concert on sale.", "concert"),
  active: gauge("jari_queue_active", "Fans with an active session.", "concert"),
  capacity: gauge("jari_queue_capacity", "How many sessions may be active at once.", "concert"),
  admitted: gauge("jari_queue_admitted_per_minute", "Fans admitted in the last minute.", "concert"),
  issued: gauge("jari_queue_issued", "The highest queue number issued; its rate is the join rate.", "concert"),
  seats: gauge("jari_seats", "Seats of the dates on sale, by state.", "concert", "schedule", "state"),
  up: gauge("jari_engine_up", "1 while the engine answers this process, else 0.", "engine"),
}));

const queueStates = memoizeFor(1_000, async () =>
  Promise.all(
    (await queuesOnSale(0))
      .filter(({ isRehearsal }) => !isRehearsal)
      .map(({ concertId, capacity }) => publicState(concertId, capacity)),
  ),
);
const seats = memoizeFor(SEATS_TTL_MS, countSeatsOnSale);

async function gaugeQueues(): Promise<void> {
  const queues = await orEmpty(queueStates());
  for (const gauge of [gauges.waiting, gauges.active, gauges.capacity, gauges.admitted, gauges.issued]) gauge.reset();
  for (const { concertId: concert, waiting, active, capacity, admittedPerMinute, tail } of queues) {
    gauges.waiting.set({ concert }, waiting);
    gauges.active.set({ concert }, active);
    gauges.capacity.set({ concert }, capacity);
    gauges.admitted.set({ concert }, admittedPerMinute);
    gauges.issued.set({ concert }, tail);
  }
}

async function gaugeSeats(): Promise<void> {
  const counts = await orEmpty(seats());
  gauges.seats.reset();
  for (const { concertId: concert, scheduleId: schedule, ...states } of counts)
    for (const [state, count] of Object.entries(states)) gauges.seats.set({ concert, schedule, state }, count);
}

async function gaugeEngines(): Promise<void> {
  for (const [engine, health] of Object.entries(await checkEngines()))
    gauges.up.set({ engine }, health === "ok" ? 1 : 0);
}

/** Sets the gauges of sales, Postgres and Redis; without one of these, those it has no data for are empty. */
export async function gaugeSale(): Promise<void> {
  await Promise.all([gaugeQueues(), gaugeSeats(), gaugeEngines()]);
}
