import { randomInt } from "node:crypto";
import { performance } from "node:perf_hooks";
import IORedis from "ioredis";
import { keysOf } from "@/lib/queue/keys";
import { poll } from "@/lib/queue/line";
import { byTurns, type Middle, middleOf } from "../pairs";
import type { Call } from "./calls";
import { bytesOf, type Hall, INSIDE, open, userOf } from "./hall";
import { Pipe } from "./resp";

/**
 * What a line of one length costs, beside the bare script in the same rounds. `growth`: what a poll costs in units of one in
 * a line of the shortest length, which is asked by turns with it.
 */
export type Measured = {
  waiting: number;
  polls: Middle;
  polledAtOnce: Middle;
  joins: Middle;
  growth: number;
  bytesPerFan: number;
};

const CALLS_A_ROUND = 6_000;
const CONNECTIONS = 50; // of as many processes or more, each of which waits for its answer
const UNDER_WAY = 200; // calls on one connection when an engine's own limit is looked for: it never waits for us

async function perSecond(count: number, work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (1_000 * count) / (performance.now() - began);
}

/** So many calls, shared out to the pipes as they come free. */
const spread = (pipes: readonly Pipe[], callAt: (n: number) => string) => {
  const each = Math.ceil(CALLS_A_ROUND / pipes.length);
  let next = 0;
  return perSecond(each * pipes.length, () => Promise.all(pipes.map((pipe) => pipe.run(each, () => callAt(next++)))));
};

type Next = () => string;

/** The same call for one fan after the other. */
const forEach =
  (call: Call, whose: () => number): Next =>
  () => {
    const number = whose();
    return call(userOf(number), number);
  };

/** Two calls by turns. */
async function compare(
  { pipes, rounds }: { pipes: readonly Pipe[]; rounds: number },
  [ours, floor]: [Next, Next],
): Promise<Middle> {
  const round = (next: Next) => () => spread(pipes, next);
  return middleOf(await byTurns(rounds, round(ours), round(floor)));
}

/** @throws unless this fan stands where they should */
async function requireAt(concertId: string, number: number, position: number): Promise<void> {
  const ticket = await poll({ concertId, userId: userOf(number), number });
  if (ticket.status === "WAITING" && ticket.position === position) return;
  throw new Error(`number ${number} should be ${position} in line, but is ${ticket.status} at ${ticket.position}`);
}

/** How an engine is reached: for what begins a line, with many calls at once, and as many processes reach it. */
type Reach = { client: IORedis; one: Pipe; many: Pipe[]; rounds: number };

const newConcert = () => String(randomInt(2 ** 47));

/** A line in which so many wait, up to number `last`, and one of them. */
type Full = Hall & { waiting: number; last: number; anybody(): number };

async function fill({ client, one }: Reach, waiting: number): Promise<Full> {
  const hall = await open(client, newConcert());
  const { first, join, bare } = hall;
  const count = waiting - (first - 1 - INSIDE); // somebody waits already
  await one.run(count, (n) => join(userOf(first + n), first + n));
  await one.run(count, (n) => bare(userOf(first + n), first + n));
  const last = first + count - 1;
  await requireAt(hall.line.concertId, last, waiting);
  return { ...hall, waiting, last, anybody: () => first + Math.floor(Math.random() * count) };
}

const empty = ({ client }: Reach, { line, bareKey }: Hall) => client.del(...keysOf(line.concertId), bareKey);

/** What a full line costs, also beside the shortest, which nobody joins any more. */
async function measureOne({ client, one, many, rounds }: Reach, full: Full, shortest: Full): Promise<Measured> {
  const { waiting, last, anybody, join, poll, bare } = full;
  const both = (call: Call, whose: () => number): [Next, Next] => [forEach(call, whose), forEach(bare, whose)];
  let newest = last;
  return {
    waiting,
    bytesPerFan: (await bytesOf(client, full.line.concertId)) / waiting,
    polls: await compare({ pipes: many, rounds }, both(poll, anybody)),
    polledAtOnce: await compare({ pipes: [one], rounds }, both(poll, anybody)),
    growth: (await compare({ pipes: many, rounds }, [forEach(shortest.poll, shortest.anybody), forEach(poll, anybody)]))
      .ratio,
    joins: await compare(
      { pipes: many, rounds },
      both(join, () => ++newest),
    ),
  };
}

type Wishes = { lengths: number[]; rounds: number; told?: (one: Measured) => void };

/** Lines of these lengths, on the engine that the product's settings name. */
export async function measureLine(url: string, { lengths, rounds, told }: Wishes): Promise<Measured[]> {
  const client = new IORedis(url);
  const one = new Pipe(url, UNDER_WAY);
  const many = Array.from({ length: CONNECTIONS }, () => new Pipe(url, 1));
  const reach: Reach = { client, one, many, rounds };
  try {
    const shortest = await fill(reach, Math.min(...lengths));
    const measured: Measured[] = [];
    for (const waiting of lengths) {
      const full = await fill(reach, waiting);
      const line = await measureOne(reach, full, shortest);
      measured.push(line);
      told?.(line);
      await empty(reach, full);
    }
    await empty(reach, shortest);
    return measured;
  } finally {
    client.disconnect();
    for (const pipe of [one, ...many]) pipe.close();
  }
}
