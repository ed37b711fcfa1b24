import { rm } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeRedis, redis } from "@/lib/core/redis";
import { isClusterUrl } from "@/lib/core/redis-cluster";
import { join, poll, publicState, type QueueSettings } from "@/lib/queue";
import { queueKeys } from "@/lib/queue/keys";
import type { Engine } from "@/tools/dev/services/launch";
import { type RedisCluster, startRedisCluster } from "@/tools/dev/services/redis";
import { temporaryFolder } from "@/tools/testing/test-site";
import { slotOf } from "../support/cluster-slots";
import { joinOne, testQueue, testUserId } from "../support/queue";
import { countRedisNodes } from "../support/redis-wire";

const SLOTS = 16_384;

let cluster: RedisCluster;
beforeAll(async () => {
  const folder = await temporaryFolder();
  cluster = await startRedisCluster({ file: process.env.REDIS_SERVER_PATH ?? "redis-server", folder });
  Object.assign(process.env, { REDIS_URL: cluster.url, UPSTASH_REDIS_REST_URL: "", UPSTASH_REDIS_REST_TOKEN: "" });
  return () => rm(folder, { recursive: true, force: true });
});
afterAll(async () => {
  await closeRedis();
  await cluster.stop();
});

/** The node of a queue's keys: the nodes have a third of the slots each, in order. */
const nodeOf = ({ concertId }: QueueSettings): Engine => {
  const index = Math.floor((slotOf(queueKeys(concertId)[0] ?? "") * cluster.nodes.length) / SLOTS);
  return cluster.nodes[index] as Engine;
};

/** A queue on each of the three nodes, in their order. */
function queuesOfAllNodes(): QueueSettings[] {
  const queues = new Map<Engine, QueueSettings>();
  while (queues.size < cluster.nodes.length) {
    const queue = testQueue();
    if (!queues.has(nodeOf(queue))) queues.set(nodeOf(queue), queue);
  }
  return cluster.nodes.map((node) => queues.get(node) as QueueSettings);
}

test("a queue lives on the node that has its slot, whichever node was named", async () => {
  expect(isClusterUrl(process.env.REDIS_URL ?? "")).toBe(true);
  expect(await countRedisNodes()).toBe(3);
  for (const queue of queuesOfAllNodes()) {
    const { place } = await joinOne(queue);
    expect((await poll(place)).number).toBe(1);
    expect(await publicState(queue.concertId)).toMatchObject({ tail: 1 });
  }
});

test("commands of one turn go to all nodes, and each finds its reply", async () => {
  const names = Array.from({ length: 60 }, (_, n) => `jari:test:${n}`);
  await Promise.all(names.map((name) => redis().set(name, name, { ex: 60 })));
  expect(await Promise.all(names.map((name) => redis().get(name)))).toEqual(names);
});

test("while a node is down its queues say so at once, and those of the other nodes go on", async () => {
  const [first, second, third] = queuesOfAllNodes() as [QueueSettings, QueueSettings, QueueSettings];
  const { place } = await joinOne(first);
  const { place: lost } = await joinOne(second);
  await cluster.nodes[1]?.stop();

  const refused = await Promise.allSettled(Array.from({ length: 5 }, () => poll(lost)));
  for (const result of refused)
    expect(result).toMatchObject({ status: "rejected", reason: { code: "QUEUE_UNAVAILABLE" } });
  await expect(join(second, testUserId())).rejects.toMatchObject({ code: "QUEUE_UNAVAILABLE" });
  const joins = Array.from({ length: 20 }, (_, n) => join(n % 2 ? first : third, testUserId()));
  expect((await Promise.all(joins)).length).toBe(20);
  expect((await poll(place)).number).toBe(1);
});
