import { createHash } from "node:crypto";
import type IORedis from "ioredis";
import { join, poll, type QueueSettings } from "@/lib/queue";
import { queueKeys } from "@/lib/queue/keys";
import { type Call, recordCalls } from "./calls";
import { encodeCommand } from "./resp";

const HOUR_MS = 3_600_000;
export const CAPACITY = 100; // is used up, so that all others wait

// The least that a queue with exact positions must do: insert, and count those before.
const BARE = `redis.call("ZADD", KEYS[1], ARGV[2], ARGV[1]) return redis.call("ZRANK", KEYS[1], ARGV[1])`;

/** A queue at capacity, its commands, and the bare script on a sorted set of its own. */
export type FullQueue = { queue: QueueSettings; first: number; join: Call; poll: Call; bare: Call; bareKey: string };

/** The id of the user with this number. */
export const userWithNumber = (number: number) => `5a6b7c8d-1111-4000-8000-${String(number).padStart(12, "0")}`;

const lineOf = (concertId: string): QueueSettings => ({
  concertId,
  capacity: CAPACITY,
  admitPerMinute: 100_000,
  paused: false,
  version: 0,
  opensAt: new Date(Date.now() - HOUR_MS),
  closesAt: new Date(Date.now() + 24 * HOUR_MS),
});

/** Fills a new queue to its capacity. The next number is `first`; one user waits before it. */
export async function fillCapacity(client: IORedis, concertId: string): Promise<FullQueue> {
  const queue = lineOf(concertId);
  for (let number = 1; number <= CAPACITY; number++) {
    await join(queue, userWithNumber(number));
    await poll({ concertId, userId: userWithNumber(number), number });
  }
  const calls = await recordCalls(queue);
  // The fields of the queue's hash are those of lib/queue/lua/state.lua. Postgres has no part in what is measured.
  await client.hset(queueKeys(concertId)[0] ?? "", "reserved", 100_000_000);
  await client.script("LOAD", BARE);
  const bareKey = `bare:{${concertId}}`;
  const begins = ["EVALSHA", createHash("sha1").update(BARE).digest("hex"), 1, bareKey];
  const bare: Call = (user, number) => encodeCommand([...begins, user, number]);
  return { queue, first: CAPACITY + 2, ...calls, bare, bareKey };
}

/** The memory of all keys of this queue, in bytes, each element counted. */
export async function memoryUsage(client: IORedis, concertId: string): Promise<number> {
  const sizes = queueKeys(concertId).map((key) => client.call("MEMORY", "USAGE", key, "SAMPLES", "0"));
  return (await Promise.all(sizes)).reduce((sum: number, size) => sum + Number(size ?? 0), 0);
}
