import { randomInt } from "node:crypto";
import { performance } from "node:perf_hooks";
import IORedis from "ioredis";
import { keysOf } from "@/lib/queue/keys";
import { poll } from "@/lib/queue/line";
import { byTurns, type Middle, middleOf } from "../pairs";
import type { Call } from "./calls";
import { bytesOf, type Hall, INSIDE, open, userOf } from "./hall";
import { Pipe } from "./resp";

/** What a line of one length costs, beside the bare script in the same rounds. */
export type Measured = { waiting: number; polls: Middle; polledAtOnce: Middle; joins: Middle; bytesPerFan: number };

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

/** Both calls for anybody between two numbers, by turns. */
async function compare(
  { pipes, rounds }: { pipes: readonly Pipe[]; rounds: number },
  [ours, bare]: [Call, Call],
  anybody: () => number,
): Promise<Middle> {
  const round = (call: Call) => () =>
    spread(pipes, () => {
      const number = anybody();
      return call(userOf(number), number);
    });
  return middleOf(await byTurns(rounds, round(ours), round(bare)));
}

/** @throws unless this fan stands where they should */
async function requireAt(concertId: string, number: number, position: number): Promise<void> {
  const ticket = await poll({ concertId, userId: userOf(number), number });
  if (ticket.status === "WAITING" && ticket.position === position) return;
  throw new Error(`number ${number} should be ${position} in line, but is ${ticket.status} at ${ticket.position}`);
}

/** How an engine is reached: for what begins a line, with many calls at once, and as many processes reach it. */
type Reach = { client: IORedis; one: Pipe; many: Pipe[]; rounds: number };

/** Lets so many join, and asks for their places. */
async function measureOne({ client, one, many, rounds }: Reach, hall: Hall, waiting: number): Promise<Measured> {
  const { concertId } = hall.line;
  const { first, join, poll, bare } = hall;
  const count = waiting - (first - 1 - INSIDE); // somebody waits already
  await one.run(count, (n) => join(userOf(first + n), first + n));
  await one.run(count, (n) => bare(userOf(first + n), first + n));
  const last = first + count - 1;
  await requireAt(concertId, last, waiting);
  const bytesPerFan = (await bytesOf(client, concertId)) / waiting;
  const anybody = () => first + Math.floor(Math.random() * count);
  let newest = last;
  return {
    waiting,
    bytesPerFan,
    polls: await compare({ pipes: many, rounds }, [poll, bare], anybody),
    polledAtOnce: await compare({ pipes: [one], rounds }, [poll, bare], anybody),
    joins: await compare({ pipes: many, rounds }, [join, bare], () => ++newest),
  };
}

const newConcert = () => String(randomInt(2 ** 47));

type Wishes = { lengths: number[]; rounds: number; told?: (one: Measured) => void };

/** Lines of these lengths, on the engine that the product's settings name. */
export async function measureLine(url: string, { lengths, rounds, told }: Wishes): Promise<Measured[]> {
  const client = new IORedis(url);
  const one = new Pipe(url, UNDER_WAY);
  const many = Array.from({ length: CONNECTIONS }, () => new Pipe(url, 1));
  try {
    const measured: Measured[] = [];
    for (const waiting of lengths) {
      const hall = await open(client, newConcert());
      const line = await measureOne({ client, one, many, rounds }, hall, waiting);
      measured.push(line);
      told?.(line);
      await client.del(...keysOf(hall.line.concertId), hall.bareKey);
    }
    return measured;
  } finally {
    client.disconnect();
    for (const pipe of [one, ...many]) pipe.close();
  }
}
