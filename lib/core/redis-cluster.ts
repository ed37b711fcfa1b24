import type { Requester, UpstashRequest, UpstashResponse } from "@upstash/redis";
import IORedis, { type Cluster, Command } from "ioredis";
import { describeError } from "./describe-error";
import { log } from "./log";
import { messageOf } from "./upstash-tcp-adapter";

const SCHEME = /^redis(s?)-cluster:/;
const DEFAULT_PORT = 6_379;
const SLOTS_REFRESH_MS = 1_000; // how long after a failover a node is asked that has been replaced, at most

export const isClusterUrl = (url: string): boolean => SCHEME.test(url);

/**
 * A client of a Redis Cluster at `redis-cluster://user:password@host:port?nodes=host:port,host:port`, or `rediss-cluster:` with TLS.
 * Any node leads to the others; `nodes` names more for when the first is down.
 */
export function connectCluster(url: string, options: { connectTimeout: number; commandTimeout: number }): Cluster {
  const { hostname, port, username, password, searchParams, protocol } = new URL(url.replace(SCHEME, "http$1:"));
  const others = (searchParams.get("nodes") ?? "").split(",").filter(Boolean);
  const seeds = [`${hostname}:${port || DEFAULT_PORT}`, ...others].map((address) => {
    const { hostname: host, port: seedPort } = new URL(`http://${address}`);
    return { host, port: Number(seedPort || DEFAULT_PORT) };
  });
  const cluster = new IORedis.Cluster(seeds, {
    slotsRefreshInterval: SLOTS_REFRESH_MS,
    clusterRetryStrategy: (attempt) => Math.min(attempt * 100, 1_000),
    redisOptions: {
      ...options,
      ...(username && { username: decodeURIComponent(username) }),
      ...(password && { password: decodeURIComponent(password) }),
      ...(protocol === "https:" && { tls: {} }),
    },
  });
  cluster.on("error", (error) => log.debug({ err: describeError(error) }, "the Redis Cluster cannot be reached"));
  return cluster;
}

const nodeNameOf = ({ options: { host, port } }: IORedis) => `${host}:${port}`;
const nodeNamed = (cluster: Cluster, name: string) => cluster.nodes("all").find((node) => nodeNameOf(node) === name);

/** The master that has a key's slot, as host:port; empty for no key, and until the slots are known. */
export function nodeOfKey(cluster: Cluster, key: string | undefined): string {
  const slot = key === undefined ? null : new Command("GET", [key]).getSlot();
  return (slot !== null && cluster.slots[slot]?.[0]) || "";
}

/** Pings one node, or any node where there is no such name. */
export const pingNode = (cluster: Cluster, name: string): Promise<unknown> =>
  (nodeNamed(cluster, name) ?? cluster).ping();

/** Drops the connection to one node; the next command opens another. */
export const resetNode = (cluster: Cluster, name: string): void => nodeNamed(cluster, name)?.disconnect(true);

const nameOf = ([name]: unknown[]) => String(name).toUpperCase();

/** Each command of a pipeline goes to the node of its key, and SCRIPT to every master: a script is called where its keys are. */
export function clusterRequester(cluster: Cluster, single: Requester): Requester {
  async function runOne(command: unknown[]): Promise<{ result?: unknown; error?: string }> {
    if (nameOf(command) !== "SCRIPT") return single.request({ body: command } as UpstashRequest);
    const [name, ...args] = command.map(String);
    // The first reply is enough: what follows on a node's connection is run after this, and one that is down must not hold up the others.
    return { result: await Promise.any(cluster.nodes("master").map((node) => node.call(name ?? "", ...args))) };
  }
  const runInPipeline = (command: unknown[]) =>
    runOne(command).catch((error: unknown) => ({ error: messageOf(error) }));

  return {
    request: async <T>({ path, body }: UpstashRequest) => {
      const isPipeline = path?.[0] === "pipeline";
      if (path?.[0] && !isPipeline) throw new Error(`not available on a cluster: /${path.join("/")}`);
      const reply: unknown = isPipeline
        ? await Promise.all((body as unknown[][]).map(runInPipeline))
        : await runOne(body as unknown[]);
      return reply as UpstashResponse<T>;
    },
  };
}
