import { Redis, type Requester, type UpstashRequest } from "@upstash/redis";
import IORedis from "ioredis";
import { createCircuitBreaker, type Execute } from "./circuit-breaker";
import { env } from "./env";
import { type Evalsha, evalshaOverTcp } from "./evalsha";
import { log } from "./log";
import { processSingleton } from "./singleton";
import { sha1, tcpRequester } from "./upstash-tcp-adapter";

type Transport = { requester: Requester; evalsha?: Evalsha; reset(): void; close(): Promise<unknown> };
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
  return { requester, reset() {}, close: async () => {} };
}

function tcpTransport(url: string): Transport {
  const client = new IORedis(url, {
    maxRetriesPerRequest: 1,
    connectTimeout: 2_000,
    commandTimeout: 3_000,
    retryStrategy: (attempt) => Math.min(attempt * 100, 1_000),
  });
  client.on("error", (error) => log.debug({ err: error.message }, "the connection to Redis failed"));
  return {
    requester: tcpRequester(client),
    evalsha: evalshaOverTcp(client),
    reset: () => client.disconnect(true),
    close: () => client.quit().catch(() => client.disconnect()),
  };
}

const PING = { body: ["PING"] };

// The keys are left out, because they hold addresses.
const commandNameOf = ({ path, body }: UpstashRequest) => {
  const commands = path?.[0] ? (body as unknown[][]) : [body as unknown[]];
  return commands.length === 1 ? String(commands[0]?.[0]).toUpperCase() : `PIPELINE ${commands.length}`;
};

const guardedRequester = (requester: Requester, execute: Execute): Requester => ({
  request: (request) => execute(commandNameOf(request), () => requester.request(request)),
});

// @upstash/ratelimit calls `redis.evalsha`; this sends it over TCP without Upstash's client in between.
const routeEvalsha = (redis: Redis, evalsha: Evalsha): Redis =>
  new Proxy(redis, { get: (target, name) => (name === "evalsha" ? evalsha : Reflect.get(target, name)) });

function createClient(): Client {
  const { UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token, REDIS_URL } = env();
  const { requester, evalsha, reset, close } = url && token ? restTransport(url, token) : tcpTransport(REDIS_URL ?? "");
  const breaker = createCircuitBreaker(() => requester.request(PING), reset);
  const redis = new RedisWithRequester(guardedRequester(requester, breaker.execute)).autoPipelined();
  const guardedEvalsha: Evalsha | undefined =
    evalsha && ((...call) => breaker.execute("EVALSHA", () => evalsha(...call)));
  return {
    redis: guardedEvalsha ? routeEvalsha(redis, guardedEvalsha) : redis,
    evalsha:
      guardedEvalsha ??
      ((hash, keys, args, extraKeys = []) => redis.evalsha(hash, [...keys, ...extraKeys], args.map(String))),
    close() {
      breaker.close();
      return close();
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
