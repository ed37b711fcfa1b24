import IORedis from "ioredis";
import type { Engine } from "./launch";
import { freePort, onFreePort } from "./ports";
import { startProgram } from "./program";

type RedisOptions = {
  /** The program: redis-server or valkey-server, 7 or later. */
  file: string;
  /** Where its files go. */
  folder: string;
};

const PLAIN = ["--save", "", "--appendonly", "no", "--bind", "127.0.0.1"];

/** A Redis of the system, in memory only. */
export function startRedis({ file, folder }: RedisOptions, args: string[] = []): Promise<Engine> {
  return onFreePort(undefined, async (port) => {
    const engine = await startProgram("Redis", {
      file,
      args: ["--port", String(port), "--dir", folder, ...PLAIN, ...args],
      port,
    });
    return { ...engine, url: `redis://127.0.0.1:${port}` };
  });
}

const NODES = 3; // the fewest that can agree on anything
const SLOTS = 16_384;

async function startNode(options: RedisOptions, index: number): Promise<Engine & { clusterPort: number }> {
  const clusterPort = await freePort();
  const files = ["--cluster-config-file", `nodes-${index}.conf`];
  // What one node keeps must not depend on another one.
  const settings = ["--cluster-enabled", "yes", "--cluster-require-full-coverage", "no"];
  const node = await startRedis(options, [...settings, "--cluster-port", String(clusterPort), ...files]);
  return { ...node, clusterPort };
}

async function shareSlots(nodes: Awaited<ReturnType<typeof startNode>>[]): Promise<void> {
  const clients = nodes.map(({ url }) => new IORedis(url, { enableReadyCheck: false }));
  const bounds = (index: number) => Math.floor((index * SLOTS) / nodes.length);
  for (const [index, client] of clients.entries()) {
    await client.call("CLUSTER", "ADDSLOTSRANGE", bounds(index), bounds(index + 1) - 1);
    for (const { port, clusterPort } of nodes.slice(0, index))
      await client.call("CLUSTER", "MEET", "127.0.0.1", port, clusterPort);
  }
  const isWhole = async (client: IORedis) => {
    const info = String(await client.call("CLUSTER", "INFO"));
    return (
      info.includes("cluster_state:ok") &&
      info.includes(`cluster_slots_ok:${SLOTS}`) &&
      info.includes(`cluster_known_nodes:${nodes.length}`)
    );
  };
  for (const client of clients) {
    while (!(await isWhole(client)));
    client.disconnect();
  }
}

export type RedisCluster = { url: string; nodes: Engine[]; stop(): Promise<void> };

/** A Redis Cluster of three masters of the system's Redis, in memory only. */
export async function startRedisCluster(options: RedisOptions): Promise<RedisCluster> {
  const nodes: Awaited<ReturnType<typeof startNode>>[] = [];
  for (let index = 0; index < NODES; index++) nodes.push(await startNode(options, index));
  await shareSlots(nodes);
  const [first, ...others] = nodes.map(({ port }) => `127.0.0.1:${port}`);
  return {
    url: `redis-cluster://${first}?nodes=${others.join(",")}`,
    nodes,
    stop: async () => {
      await Promise.all(nodes.map((node) => node.stop()));
    },
  };
}
