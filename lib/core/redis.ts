import { createHash } from "node:crypto";
import { Redis, type Requester, type UpstashRequest, type UpstashResponse } from "@upstash/redis";
import IORedis, { type ChainableCommander } from "ioredis";
import { env } from "./env";
import { log } from "./log";
import { oncePerProcess } from "./once";

type Command = [name: string, ...args: (string | number)[]];
type Clients = { tcp?: IORedis; redis?: Redis };
const clients = oncePerProcess<Clients>("redis", () => ({}));

const sha1 = (text: string) => createHash("sha1").update(text).digest("hex");
const UPSTASH_SHEBANG = /^#!lua flags=allow-key-locking\b/; // @upstash/ratelimit's scripts; Redis and Valkey refuse the flag
const renamedScripts = new Map<string, string>();

/** The command as any Redis understands it. Upper case, or ioredis would turn HGETALL's answer into an object. */
function portable([name, ...args]: Command): Command {
  const verb = name.toUpperCase();
  const script = String(args[0]);
  if (verb === "EVAL" && UPSTASH_SHEBANG.test(script)) {
    const plain = script.replace(UPSTASH_SHEBANG, "#!lua");
    renamedScripts.set(sha1(script), sha1(plain));
    return [verb, plain, ...args.slice(1)];
  }
  const renamed = verb === "EVALSHA" ? renamedScripts.get(script) : undefined;
  return [verb, ...(renamed ? [renamed, ...args.slice(1)] : args)];
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Carries the commands of `@upstash/redis` over a TCP connection instead of its REST API. */
export function overTcp(client: IORedis): Requester {
  const add = (batch: ChainableCommander, command: Command) => batch.call(...portable(command));
  return {
    async request<T>(request: UpstashRequest): Promise<UpstashResponse<T>> {
      const kind = request.path?.[0];
      if (kind === "pipeline" || kind === "multi-exec") {
        const batch = kind === "pipeline" ? client.pipeline() : client.multi();
        for (const command of request.body as Command[]) add(batch, command);
        const rows = (await batch.exec()) ?? [];
        return rows.map(([error, result]) => (error ? { error: messageOf(error) } : { result })) as UpstashResponse<T>;
      }
      if (kind) throw new Error(`not available over TCP: /${request.path?.join("/")}`);
      try {
        return { result: (await client.call(...portable(request.body as Command))) as T };
      } catch (error) {
        if (error instanceof Error && error.name === "ReplyError") return { error: error.message };
        throw error;
      }
    },
  };
}

function tcp(url: string): IORedis {
  if (!clients.tcp) {
    clients.tcp = new IORedis(url, {
      maxRetriesPerRequest: 1,
      connectTimeout: 2_000,
      commandTimeout: 3_000,
      retryStrategy: (attempt) => Math.min(attempt * 100, 1_000),
    });
    clients.tcp.on("error", (error) => log.warn({ err: error.message }, "Redis cannot be reached"));
  }
  return clients.tcp;
}

/**
 * The one Redis client: Upstash's API over its own REST transport (UPSTASH_REDIS_REST_URL) or over TCP (REDIS_URL).
 * It parses answers that look like JSON: a stored object comes back as an object, a numeric string as a number.
 */
export function redis(): Redis {
  const { UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token, REDIS_URL } = env();
  if (!clients.redis) {
    clients.redis =
      url && token
        ? new Redis({
            url,
            token,
            enableTelemetry: false,
            retry: { retries: 1 },
            signal: () => AbortSignal.timeout(3_000),
          })
        : new Redis(overTcp(tcp(REDIS_URL ?? "")));
  }
  return clients.redis;
}

/** Closes the connection; the next use opens a new one. */
export async function closeRedis(): Promise<void> {
  const { tcp } = clients;
  clients.tcp = undefined;
  clients.redis = undefined;
  await tcp?.quit().catch(() => tcp.disconnect());
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
      if (!messageOf(error).includes("NOSCRIPT")) throw error;
      await load();
      return await send(keys, args);
    }
  };
}
