import { Counter, Gauge } from "prom-client";
import { log } from "@/lib/core/log";
import { seldom } from "@/lib/core/seldom";
import { metrics } from "../frame/observed";
import type { Slots } from "./slots";
import { URGENCIES, type Urgency } from "./urgency";

const TOLD_EVERY_MS = 10_000;

/** Counts what was refused for want of room, and tells the log so at once, then every ten seconds as long as it goes on. */
export function tallyOf(slots: Slots): (urgency: Urgency) => void {
  const shed = new Counter({
    name: "jari_http_shed_total",
    help: "Requests refused unbegun, because more was asked than can be served.",
    labelNames: ["urgency"],
    registers: [metrics.registry],
  });
  new Gauge({
    name: "jari_http_under_way",
    help: "Requests being served in this process.",
    labelNames: ["urgency"],
    registers: [metrics.registry],
    collect() {
      for (const urgency of URGENCIES) this.set({ urgency }, slots.underWay(urgency));
    },
  });
  for (const urgency of URGENCIES) shed.inc({ urgency }, 0);
  const told = seldom<Urgency>(TOLD_EVERY_MS, (refused) => log.warn({ refused }, "more is asked than can be served"));
  return (urgency) => {
    shed.inc({ urgency });
    told(urgency);
  };
}
