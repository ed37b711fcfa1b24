import { type ConcertCard, concertById, programme } from "@/lib/catalogue";
import { log } from "@/lib/core/log";
import { tick } from "@/lib/queue/line";
import { lineOf } from "./line-of";

const MARGIN_MS = 60 * 60 * 1000; // the line's own clock decides; this only leaves out those that are far from on sale

const isNearSale = ({ salesOpenAt, salesCloseAt }: ConcertCard): boolean => {
  const now = Date.now();
  return Date.parse(salesOpenAt) - MARGIN_MS <= now && now <= Date.parse(salesCloseAt) + MARGIN_MS;
};

/** Gives every line on sale its settings as the catalogue has them, and a step; how many fans were let in. */
export async function tickLines(): Promise<number> {
  const onSale = (await programme()).filter(isNearSale);
  const steps = await Promise.allSettled(
    onSale.map(async ({ id }) => {
      const concert = await concertById(id);
      return concert ? (await tick(lineOf(concert))).admitted : 0;
    }),
  );
  const missed = steps.filter(({ status }) => status === "rejected").length;
  if (missed > 0) log.warn({ missed }, "lines that took no step");
  return steps.reduce((sum, step) => sum + (step.status === "fulfilled" ? step.value : 0), 0);
}
