import { randomUUID } from "node:crypto";
import IORedis, { Cluster } from "ioredis";
import { env } from "@/lib/core/env";
import { connectCluster, isClusterUrl } from "@/lib/core/redis-cluster";

type Command = { name: string; args: string[]; inScript: boolean };

/** Runs `work` with a connection of its own to the test's Redis, beside the one of the product. */
export async function withRedisClient<T>(work: (client: IORedis | Cluster) => Promise<T>): Promise<T> {
  const { REDIS_URL = "" } = env();
  const client = isClusterUrl(REDIS_URL)
    ? connectCluster(REDIS_URL, { connectTimeout: 10_000, commandTimeout: 10_000 })
    : new IORedis(REDIS_URL, { enableReadyCheck: false });
  try {
    return await work(client);
  } finally {
    client.disconnect();
  }
}

async function nodesOf(client: IORedis | Cluster): Promise<IORedis[]> {
  if (!(client instanceof Cluster)) return [client];
  await client.ping(); // the nodes are known once it is connected
  return client.nodes("master");
}

/** How many servers there are: a cluster has several, each with scripts of its own. */
export const countRedisNodes = (): Promise<number> => withRedisClient(async (client) => (await nodesOf(client)).length);

/** The keys of all nodes that match a pattern. */
export const findKeys = (pattern: string): Promise<string[]> =>
  withRedisClient(async (client) =>
    (await Promise.all((await nodesOf(client)).map((node) => node.keys(pattern)))).flat(),
  );

const CLUSTER_CLIENT = new Set(["INFO", "CLIENT", "CLUSTER"]); // how a cluster's client keeps its map of the nodes

type Recording = { ran: Command[]; end(): Promise<void> };

async function record(node: IORedis): Promise<Recording> {
  const mark = randomUUID();
  const monitor = await node.duplicate({ lazyConnect: false }).monitor();
  const ran: Command[] = [];
  const seen = new Promise<void>((resolve) => {
    monitor.on("monitor", (_time, [name = "", ...args]: string[], source: string) => {
      if (args[0] === mark) resolve();
      else if (!CLUSTER_CLIENT.has(name.toUpperCase()))
        ran.push({ name: name.toUpperCase(), args, inScript: source === "lua" });
    });
  });
  const end = async () => {
    await node.echo(mark);
    await seen;
    monitor.disconnect();
  };
  return { ran, end };
}

/** Every command that the servers ran while `work` did, as MONITOR saw it; in a cluster, one node after the other. */
export function recordCommands(work: () => Promise<unknown>): Promise<Command[]> {
  return withRedisClient(async (client) => {
    const recordings = await Promise.all((await nodesOf(client)).map(record));
    await work();
    await Promise.all(recordings.map(({ end }) => end()));
    return recordings.flatMap(({ ran }) => ran);
  });
}
