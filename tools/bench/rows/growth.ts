import { performance } from "node:perf_hooks";
import { hold } from "@/lib/booking";
import { closeRedis } from "@/lib/core/redis";
import { signInFans } from "../bench-stack";
import { median } from "../paired-runs";
import { measureQueue } from "../queue/measure";
import { type Row, row } from "../row";
import { type BenchContext, createConcertFor, joinAll } from "./fixtures";

/** A poll in a short and in a long line, and what a waiting fan takes. */
export async function queueGrowthRows({ stack, size }: BenchContext): Promise<Row[]> {
  const longest = size.quick ? 30_000 : 1_000_000;
  const measured = await measureQueue(stack.redisUrl, { lengths: [1_000, longest], rounds: size.rounds });
  await closeRedis();
  const [short, long] = measured;
  if (!short || !long) throw new Error("two lines were to be measured");
  const rates = (polls: { ours: number; ratio: number }) => `${Math.round(polls.ours).toLocaleString("en-US")}/s`;
  const length = longest.toLocaleString("en-US");
  const detail = `${rates(long.polls)} after ${rates(short.polls)}, ${long.polls.ratio.toFixed(2)} of the bare script`;
  return [
    row(`poll: 1,000 → ${length} waiting`, long.growth, "× cost", 1.5, detail, true),
    row(`memory: ${length} waiting`, long.bytesPerFan, "bytes a fan", 130, "stretch: 100", true),
  ];
}

const HOLDS = 40;
const CAPACITY = 10_000;

/** The ms that holds take one after the other, in halls of two sizes by turns. */
export async function seatsGrowthRow({ size }: BenchContext): Promise<Row> {
  const big = size.quick ? 10_000 : 100_000;
  const fans = await signInFans(HOLDS);
  const concerts = [await createConcertFor(50, CAPACITY), await createConcertFor(big, CAPACITY)];
  const took: number[][] = [[], []];
  for (const [n] of fans.entries()) {
    for (const [which, concert] of concerts.entries()) {
      const [placed] = await joinAll(concert, fans.slice(n, n + 1), CAPACITY);
      const began = performance.now();
      const holdRequest = {
        userId: placed?.fan.id ?? "",
        scheduleId: concert.scheduleId,
        queueNumber: placed?.number ?? 0,
      };
      await hold({ ...holdRequest, seatNumbers: [n + 1] });
      took[which]?.push(performance.now() - began);
    }
  }
  const [small = 0, large = 0] = took.map(median);
  const detail = `${large.toFixed(2)} ms after ${small.toFixed(2)} ms`;
  return row(`hold: 50 → ${big.toLocaleString("en-US")} seats`, large / small, "× cost", 1.5, detail, true);
}
