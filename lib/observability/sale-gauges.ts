import { Gauge } from "prom-client";
import { countSeatsOnSale } from "@/lib/booking";
import { queuesOnSale } from "@/lib/concerts";
import { processSingleton } from "@/lib/core/singleton";
import { memoizeFor } from "@/lib/core/ttl-cache";
import { publicState } from "@/lib/queue";
import { checkEngines } from "./health-checks";
import { metrics, orEmpty } from "./metrics";

const SEATS_KEPT_MS = 10_000; // every seat on sale is read; scrapers come every 15 s, and there may be several

const gauge = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
  new Gauge({ name, help, labelNames, registers: [metrics.gauges] });

const gauges = processSingleton("sale gauges", () => ({
  waiting: gauge("jari_queue_waiting", "Fans who wait in the line of a concert on sale.", "concert"),
  active: gauge("jari_queue_active", "Fans who have been let in and whose time runs.", "concert"),
  capacity: gauge("jari_queue_capacity", "How many may be inside at once.", "concert"),
  admitted: gauge("jari_queue_admitted_per_minute", "Fans let in in the last minute.", "concert"),
  issued: gauge("jari_queue_issued", "The highest number issued: its rate is how many join.", "concert"),
  seats: gauge("jari_seats", "Seats of the dates on sale, by how they stand.", "concert", "schedule", "state"),
  up: gauge("jari_engine_up", "1 where the engine answers this process, else 0.", "engine"),
}));

const lines = memoizeFor(1_000, async () =>
  Promise.all((await queuesOnSale(0)).map(({ concertId, capacity }) => publicState(concertId, capacity))),
);
const seats = memoizeFor(SEATS_KEPT_MS, countSeatsOnSale);

async function gaugeLines(): Promise<void> {
  const standing = await orEmpty(lines(""));
  for (const one of [gauges.waiting, gauges.active, gauges.capacity, gauges.admitted, gauges.issued]) one.reset();
  for (const { concertId: concert, waiting, active, capacity, admittedPerMinute, tail } of standing) {
    gauges.waiting.set({ concert }, waiting);
    gauges.active.set({ concert }, active);
    gauges.capacity.set({ concert }, capacity);
    gauges.admitted.set({ concert }, admittedPerMinute);
    gauges.issued.set({ concert }, tail);
  }
}

async function gaugeSeats(): Promise<void> {
  const counted = await orEmpty(seats(""));
  gauges.seats.reset();
  for (const { concertId: concert, scheduleId: schedule, ...states } of counted)
    for (const [state, count] of Object.entries(states)) gauges.seats.set({ concert, schedule, state }, count);
}

async function gaugeEngines(): Promise<void> {
  for (const [engine, health] of Object.entries(await checkEngines()))
    gauges.up.set({ engine }, health === "ok" ? 1 : 0);
}

/** Sets the gauges of every concert on sale, and of the engines. What cannot be asked says nothing; the rest stays readable. */
export async function gaugeSale(): Promise<void> {
  await Promise.all([gaugeLines(), gaugeSeats(), gaugeEngines()]);
}
