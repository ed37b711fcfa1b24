import { Redis, type Requester } from "@upstash/redis";
import IORedis from "ioredis";
import { env } from "./env";
import { log } from "./log";
import { oncePerProcess } from "./once";
import { overTcp, sha1 } from "./over-tcp";
import { watched } from "./watched";

type Transport = { requester: Requester; reset(): void; close(): Promise<unknown> };
type Client = { redis: Redis; close(): Promise<unknown> };
const kept = oncePerProcess<{ client?: Client }>("redis", () => ({}));

/** What Upstash's client keeps to itself. */
class OpenRedis extends Redis {
  get requester(): Requester {
    return this.client;
  }
  together(): Redis {
    return this.autoPipeline();
  }
}

function rest(url: string, token: string): Transport {
  const { requester } = new OpenRedis({
    url,
    token,
    enableTelemetry: false,
    enableAutoPipelining: false,
    retry: { retries: 1 },
    signal: () => AbortSignal.timeout(3_000),
  });
  return { requester, reset() {}, close: async () => {} };
}

function tcp(url: string): Transport {
  const client = new IORedis(url, {
    maxRetriesPerRequest: 1,
    connectTimeout: 2_000,
    commandTimeout: 3_000,
    retryStrategy: (attempt) => Math.min(attempt * 100, 1_000),
  });
  client.on("error", (error) => log.debug({ err: error.message }, "a connection to Redis failed"));
  return {
    requester: overTcp(client),
    reset: () => client.disconnect(true),
    close: () => client.quit().catch(() => client.disconnect()),
  };
}

function open(): Client {
  const { UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token, REDIS_URL } = env();
  const { requester, reset, close } = url && token ? rest(url, token) : tcp(REDIS_URL ?? "");
  const guarded = watched(requester, reset);
  return {
    redis: new OpenRedis(guarded).together(),
    close() {
      guarded.close();
      return close();
    },
  };
}

/**
 * The one Redis client: Upstash's API over its own REST transport (UPSTASH_REDIS_REST_URL) or over TCP (REDIS_URL).
 * Commands given in the same moment travel together, in one round trip. A Redis that is gone is waited for once; then
 * every command fails at once until it is back (`watched.ts`).
 * Answers that look like JSON are parsed: a stored object comes back as an object, a numeric string as a number.
 */
export function redis(): Redis {
  kept.client ??= open();
  return kept.client.redis;
}

/** Closes the connection; the next use opens a new one. */
export async function closeRedis(): Promise<void> {
  const { client } = kept;
  kept.client = undefined;
  await client?.close();
}

/**
 * A Lua script that is sent by its hash: one round trip. A server that does not know it yet (new, or started again) is
 * given it once by this process, however many calls find that out at the same moment.
 */
export function script<Answer>(source: string) {
  const hash = sha1(source);
  const send = (keys: string[], args: (string | number)[]) =>
    redis().evalsha<unknown[], Answer>(hash, keys, args.map(String));
  let loading: Promise<unknown> | undefined;
  const load = () => {
    loading ??= redis()
      .scriptLoad(source)
      .finally(() => {
        loading = undefined;
      });
    return loading;
  };
  return async (keys: string[], args: (string | number)[]): Promise<Answer> => {
    try {
      return await send(keys, args);
    } catch (error) {
      if (!(error instanceof Error && error.message.includes("NOSCRIPT"))) throw error;
      await load();
      return await send(keys, args);
    }
  };
}
