import { Redis, type Requester, type UpstashRequest } from "@upstash/redis";
import IORedis from "ioredis";
import { env } from "./env";
import { type Evalsha, evalshaOverTcp } from "./evalsha";
import { log } from "./log";
import { oncePerProcess } from "./once";
import { overTcp, sha1 } from "./over-tcp";
import { type Asked, watch } from "./watched";

type Transport = { requester: Requester; evalsha?: Evalsha; reset(): void; close(): Promise<unknown> };
type Client = { redis: Redis; evalsha: Evalsha; close(): Promise<unknown> };
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
    evalsha: evalshaOverTcp(client),
    reset: () => client.disconnect(true),
    close: () => client.quit().catch(() => client.disconnect()),
  };
}

const PING = { body: ["PING"] };

/** A command by its name, or how many. Never its keys. */
const nameOf = ({ path, body }: UpstashRequest) => {
  const commands = path?.[0] ? (body as unknown[][]) : [body as unknown[]];
  return commands.length === 1 ? String(commands[0]?.[0]).toUpperCase() : `PIPELINE ${commands.length}`;
};

const watchedRequester = (requester: Requester, asked: Asked): Requester => ({
  request: (request) =>
    asked(
      () => requester.request(request),
      () => nameOf(request),
    ),
});

const evalshaName = () => "EVALSHA";

/** The same client, whose scripts (those of `@upstash/ratelimit`) go the short way. */
const withEvalsha = (redis: Redis, evalsha: Evalsha): Redis =>
  new Proxy(redis, { get: (whole, name) => (name === "evalsha" ? evalsha : Reflect.get(whole, name)) });

function open(): Client {
  const { UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token, REDIS_URL } = env();
  const { requester, evalsha, reset, close } = url && token ? rest(url, token) : tcp(REDIS_URL ?? "");
  const guard = watch(() => requester.request(PING), reset);
  const redis = new OpenRedis(watchedRequester(requester, guard.asked)).together();
  const quick: Evalsha | undefined = evalsha && ((...call) => guard.asked(() => evalsha(...call), evalshaName));
  return {
    redis: quick ? withEvalsha(redis, quick) : redis,
    evalsha:
      quick ?? ((hash, keys, args, moreKeys = []) => redis.evalsha(hash, [...keys, ...moreKeys], args.map(String))),
    close() {
      guard.close();
      return close();
    },
  };
}

const client = (): Client => {
  kept.client ??= open();
  return kept.client;
};

/**
 * The one Redis client: Upstash's API over its own REST transport (UPSTASH_REDIS_REST_URL) or over TCP (REDIS_URL).
 * Commands given in the same moment travel together, in one round trip. A Redis that is gone is waited for once; then
 * every command fails at once until it is back (`watched.ts`).
 * Answers that look like JSON are parsed: a stored object comes back as an object, a numeric string as a number.
 */
export const redis = (): Redis => client().redis;

/** Closes the connection; the next use opens a new one. */
export async function closeRedis(): Promise<void> {
  const open = kept.client;
  kept.client = undefined;
  await open?.close();
}

/**
 * A Lua script that is sent by its hash: one round trip, over TCP past Upstash's client (`evalsha.ts`). `keys` that are the
 * same array every time are cheapest; `moreKeys` follow them. Numbers come as numbers; text that looks like a number may
 * come as either. A server that does not know the script yet (new, or started again) is given it once by this process,
 * however many calls find that out at the same moment.
 */
export function script<Answer>(source: string) {
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
    moreKeys?: readonly string[],
  ): Promise<Answer> => {
    const send = () => client().evalsha(hash, keys, args, moreKeys) as Promise<Answer>;
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof Error && error.message.includes("NOSCRIPT"))) throw error;
      await load();
      return await send();
    }
  };
}
