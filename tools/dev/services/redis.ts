import IORedis from "ioredis";
import type { Engine } from "./launch";
import { freePort, onFreePort } from "./ports";
import { startProgram } from "./program";

type RedisOptions = {
  /** The program: redis-server or valkey-server, 7 or later. */
  file: string;
  /** Where its files go. */
  folder: string;
  /** As a cluster of one node that has every slot: it refuses whatever would not stay in one. */
  cluster?: boolean;
};

const PLAIN = ["--save", "", "--appendonly", "no", "--bind", "127.0.0.1"];

async function clusterArgs(): Promise<string[]> {
  return [
    "--cluster-enabled",
    "yes",
    "--cluster-port",
    String(await freePort()),
    "--cluster-config-file",
    "nodes.conf",
  ];
}

async function giveAllSlots(url: string): Promise<void> {
  const client = new IORedis(url, { enableReadyCheck: false });
  await client.call("CLUSTER", "ADDSLOTSRANGE", "0", "16383");
  while (!String(await client.call("CLUSTER", "INFO")).includes("cluster_state:ok"));
  client.disconnect();
}

/** A Redis of the system, in memory only. */
export function startRedis({ file, folder, cluster = false }: RedisOptions): Promise<Engine> {
  return onFreePort(undefined, async (port) => {
    const args = ["--port", String(port), "--dir", folder, ...PLAIN, ...(cluster ? await clusterArgs() : [])];
    const engine = await startProgram("Redis", { file, args, port });
    const url = `redis://127.0.0.1:${port}`;
    if (cluster) await giveAllSlots(url);
    return { ...engine, url };
  });
}
