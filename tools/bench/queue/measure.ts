import { randomInt } from "node:crypto";
import { performance } from "node:perf_hooks";
import IORedis from "ioredis";
import { poll } from "@/lib/queue";
import { queueKeys } from "@/lib/queue/keys";
import { alternate, type PairedMedian, pairedMedian } from "../paired-runs";
import type { Call } from "./calls";
import { CAPACITY, type FullQueue, fillCapacity, memoryUsage, userWithNumber } from "./full-queue";
import { Pipe } from "./resp";

/**
 * What a queue of one length costs, beside the bare script in the same rounds. `growth` is the cost of a poll relative to the
 * shortest queue, measured by turns.
 */
export type QueueMeasurement = {
  waiting: number;
  polls: PairedMedian;
  pipelinedPolls: PairedMedian;
  joins: PairedMedian;
  growth: number;
  bytesPerFan: number;
};

const CALLS_A_ROUND = 6_000;
const CONNECTIONS = 50; // as of so many processes with one request each
const PIPELINE_DEPTH = 200; // commands in flight on one connection, so that the engine never waits for us

async function perSecond(count: number, work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (1_000 * count) / (performance.now() - began);
}

/** Sends commands over these connections. @returns commands a second */
const spread = (pipes: readonly Pipe[], callAt: (n: number) => string) => {
  const each = Math.ceil(CALLS_A_ROUND / pipes.length);
  let next = 0;
  return perSecond(each * pipes.length, () => Promise.all(pipes.map((pipe) => pipe.run(each, () => callAt(next++)))));
};

type Next = () => string;

/** The same command for one user after the other. */
const forEach =
  (call: Call, nextNumber: () => number): Next =>
  () => {
    const number = nextNumber();
    return call(userWithNumber(number), number);
  };

/** Measures two commands by turns. */
async function compare(
  { pipes, rounds }: { pipes: readonly Pipe[]; rounds: number },
  [ours, baseline]: [Next, Next],
): Promise<PairedMedian> {
  const round = (next: Next) => () => spread(pipes, next);
  return pairedMedian(await alternate(rounds, round(ours), round(baseline)));
}

/** @throws unless this number is at this position */
async function requireAt(concertId: string, number: number, position: number): Promise<void> {
  const ticket = await poll({ concertId, userId: userWithNumber(number), number });
  if (ticket.status === "WAITING" && ticket.position === position) return;
  throw new Error(`number ${number} should be ${position} in the queue, but is ${ticket.status} at ${ticket.position}`);
}

/** Connections to an engine: for setup, pipelined, and many with one command each. */
type Reach = { client: IORedis; one: Pipe; many: Pipe[]; rounds: number };

const newConcert = () => String(randomInt(2 ** 47));

/** A queue with `waiting` places up to number `last`. */
type Full = FullQueue & { waiting: number; last: number; anybody(): number };

async function fill({ client, one }: Reach, waiting: number): Promise<Full> {
  const fullQueue = await fillCapacity(client, newConcert());
  const { first, join, bare } = fullQueue;
  const count = waiting - (first - 1 - CAPACITY); // one place waits already
  await one.run(count, (n) => join(userWithNumber(first + n), first + n));
  await one.run(count, (n) => bare(userWithNumber(first + n), first + n));
  const last = first + count - 1;
  await requireAt(fullQueue.queue.concertId, last, waiting);
  return { ...fullQueue, waiting, last, anybody: () => first + Math.floor(Math.random() * count) };
}

const empty = ({ client }: Reach, { queue, bareKey }: FullQueue) => client.del(...queueKeys(queue.concertId), bareKey);

/** Measures a full queue, also beside the shortest. */
async function measureOne({ client, one, many, rounds }: Reach, full: Full, shortest: Full): Promise<QueueMeasurement> {
  const { waiting, last, anybody, join, poll, bare } = full;
  const both = (call: Call, nextNumber: () => number): [Next, Next] => [
    forEach(call, nextNumber),
    forEach(bare, nextNumber),
  ];
  let newest = last;
  return {
    waiting,
    bytesPerFan: (await memoryUsage(client, full.queue.concertId)) / waiting,
    polls: await compare({ pipes: many, rounds }, both(poll, anybody)),
    pipelinedPolls: await compare({ pipes: [one], rounds }, both(poll, anybody)),
    growth: (await compare({ pipes: many, rounds }, [forEach(shortest.poll, shortest.anybody), forEach(poll, anybody)]))
      .ratio,
    joins: await compare(
      { pipes: many, rounds },
      both(join, () => ++newest),
    ),
  };
}

type Wishes = { lengths: number[]; rounds: number; onMeasured?: (one: QueueMeasurement) => void };

/** Measures queues of these lengths on the engine of the product's settings. */
export async function measureQueue(url: string, { lengths, rounds, onMeasured }: Wishes): Promise<QueueMeasurement[]> {
  const client = new IORedis(url);
  const one = new Pipe(url, PIPELINE_DEPTH);
  const many = Array.from({ length: CONNECTIONS }, () => new Pipe(url, 1));
  const reach: Reach = { client, one, many, rounds };
  try {
    const shortest = await fill(reach, Math.min(...lengths));
    const measured: QueueMeasurement[] = [];
    for (const waiting of lengths) {
      const full = await fill(reach, waiting);
      const queue = await measureOne(reach, full, shortest);
      measured.push(queue);
      onMeasured?.(queue);
      await empty(reach, full);
    }
    await empty(reach, shortest);
    return measured;
  } finally {
    client.disconnect();
    for (const pipe of [one, ...many]) pipe.close();
  }
}
