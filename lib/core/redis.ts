import { Redis, type Requester, type UpstashRequest } from "@upstash/redis";
import IORedis from "ioredis";
import { type CircuitBreaker, createCircuitBreaker, type Execute } from "./circuit-breaker";
import { describeError } from "./describe-error";
import { env } from "./env";
import { type Evalsha, evalshaOverTcp } from "./evalsha";
import { log } from "./log";
import { clusterRequester, connectCluster, isClusterUrl, nodeOfKey, pingNode, resetNode } from "./redis-cluster";
import { processSingleton } from "./singleton";
import { sha1, tcpRequester } from "./upstash-tcp-adapter";

/** Breakers are kept by node: in a cluster, the queues of one node go on while another one is down. */
type Transport = {
  requester: Requester;
  evalsha?: Evalsha;
  nodeOf(key: string | undefined): string;
  ping(node: string): Promise<unknown>;
  reset(node: string): void;
  close(): Promise<unknown>;
  /** Takes a requester that is guarded by the breakers. */
  splitByNode?(guarded: Requester): Requester;
};
type Client = { redis: Redis; evalsha: Evalsha; close(): Promise<unknown> };
const state = processSingleton<{ client?: Client }>("redis", () => ({}));

class RedisWithRequester extends Redis {
  get requester(): Requester {
    return this.client;
  }
  autoPipelined(): Redis {
    return this.autoPipeline();
  }
}

function restTransport(url: string, token: string): Transport {
  const { requester } = new RedisWithRequester({
    url,
    token,
    enableTelemetry: false,
    enableAutoPipelining: false,
    retry: { retries: 1 },
    signal: () => AbortSignal.timeout(3_000),
  });
  const ping = () => requester.request(PING);
  return { requester, nodeOf: () => "", ping, reset() {}, close: async () => {} };
}

const TIMEOUTS = { connectTimeout: 2_000, commandTimeout: 3_000 };

function tcpTransport(url: string): Transport {
  const client = new IORedis(url, {
    ...TIMEOUTS,
    maxRetriesPerRequest: 1,
    retryStrategy: (attempt) => Math.min(attempt * 100, 1_000),
  });
  client.on("error", (error) => log.debug({ err: describeError(error) }, "the connection to Redis failed"));
  return {
    requester: tcpRequester(client),
    evalsha: evalshaOverTcp(client),
    nodeOf: () => "",
    ping: () => client.ping(),
    reset: () => client.disconnect(true),
    close: () => client.quit().catch(() => client.disconnect()),
  };
}

function clusterTransport(url: string): Transport {
  const cluster = connectCluster(url, TIMEOUTS);
  return {
    requester: tcpRequester(cluster),
    evalsha: evalshaOverTcp(cluster),
    nodeOf: (key) => nodeOfKey(cluster, key),
    ping: (node) => pingNode(cluster, node),
    reset: (node) => resetNode(cluster, node),
    close: () => cluster.quit().catch(() => cluster.disconnect()),
    splitByNode: (guarded) => clusterRequester(cluster, guarded),
  };
}

function connect(): Transport {
  const { UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token, REDIS_URL = "" } = env();
  if (url && token) return restTransport(url, token);
  return isClusterUrl(REDIS_URL) ? clusterTransport(REDIS_URL) : tcpTransport(REDIS_URL);
}

const PING = { body: ["PING"] };

// The keys are left out, because they hold addresses.
const commandNameOf = ({ path, body }: UpstashRequest) => {
  const commands = path?.[0] ? (body as unknown[][]) : [body as unknown[]];
  return commands.length === 1 ? String(commands[0]?.[0]).toUpperCase() : `PIPELINE ${commands.length}`;
};

function keyOf({ path, body }: UpstashRequest): string | undefined {
  if (path?.[0]) return undefined;
  const [name, ...args] = (body as unknown[]).map(String);
  return /^eval/i.test(name ?? "") ? args[2] : args[0];
}

type ExecuteFor = (key: string | undefined) => Execute;

const guardedRequester = (requester: Requester, executeFor: ExecuteFor): Requester => ({
  request: (request) => executeFor(keyOf(request))(commandNameOf(request), () => requester.request(request)),
});

function breakersByNode({ nodeOf, ping, reset }: Transport) {
  const breakers = new Map<string, CircuitBreaker>();
  const executeFor: ExecuteFor = (key) => {
    const node = nodeOf(key);
    const breaker =
      breakers.get(node) ??
      createCircuitBreaker(
        () => ping(node),
        () => reset(node),
      );
    breakers.set(node, breaker);
    return breaker.execute;
  };
  const close = () => {
    for (const breaker of breakers.values()) breaker.close();
  };
  return { executeFor, close };
}

// @upstash/ratelimit calls `redis.evalsha`; this sends it over TCP without Upstash's client in between.
const routeEvalsha = (redis: Redis, evalsha: Evalsha): Redis =>
  new Proxy(redis, { get: (target, name) => (name === "evalsha" ? evalsha : Reflect.get(target, name)) });

function createClient(): Client {
  const transport = connect();
  const { requester, evalsha, splitByNode = (guarded) => guarded } = transport;
  const breakers = breakersByNode(transport);
  const guarded = splitByNode(guardedRequester(requester, breakers.executeFor));
  const redis = new RedisWithRequester(guarded).autoPipelined();
  const guardedEvalsha: Evalsha | undefined =
    evalsha && ((...call) => breakers.executeFor(call[1][0])("EVALSHA", () => evalsha(...call)));
  return {
    redis: guardedEvalsha ? routeEvalsha(redis, guardedEvalsha) : redis,
    evalsha:
      guardedEvalsha ??
      ((hash, keys, args, extraKeys = []) => redis.evalsha(hash, [...keys, ...extraKeys], args.map(String))),
    close() {
      breakers.close();
      return transport.close();
    },
  };
}

const client = (): Client => {
  state.client ??= createClient();
  return state.client;
};

/** Upstash's client over REST or TCP, pipelined. Replies like JSON are parsed: a numeric string becomes a number. */
export const redis = (): Redis => client().redis;

/** Closes the connection; the next use opens a new one. */
export async function closeRedis(): Promise<void> {
  const { client: current } = state;
  state.client = undefined;
  await current?.close();
}

/** Calls a Lua script by its hash, with `keys` and then `extraKeys`; sends its source once to a new server. */
export function luaScript<Reply>(source: string) {
  const hash = sha1(source);
  let loading: Promise<unknown> | undefined;
  const load = () => {
    loading ??= redis()
      .scriptLoad(source)
      .finally(() => {
        loading = undefined;
      });
    return loading;
  };
  return async (
    keys: readonly string[],
    args: readonly (string | number)[],
    extraKeys?: readonly string[],
  ): Promise<Reply> => {
    const run = () => client().evalsha(hash, keys, args, extraKeys) as Promise<Reply>;
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof Error && error.message.includes("NOSCRIPT"))) throw error;
      await load();
      return await run();
    }
  };
}
