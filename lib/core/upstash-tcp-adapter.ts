import { createHash } from "node:crypto";
import type { Requester, UpstashRequest, UpstashResponse } from "@upstash/redis";
import type IORedis from "ioredis";
import type { ChainableCommander, Cluster } from "ioredis";

type Command = [name: string, ...args: (string | number)[]];

export const sha1 = (text: string): string => createHash("sha1").update(text).digest("hex");

const UPSTASH_SHEBANG = /^#!lua flags=allow-key-locking\b/; // in @upstash/ratelimit's scripts; Redis and Valkey reject the flag
const portableHashes = new Map<string, string>();

/** The hash of our version of an `@upstash/ratelimit` script; any other hash is unchanged. */
export const portableHash = (hash: string): string => portableHashes.get(hash) ?? hash;

// Names are in upper case, or ioredis would turn HGETALL's reply into an object.
function toPortableCommand([name, ...args]: Command): Command {
  const commandName = name.toUpperCase();
  const script = String(args[0]);
  if (commandName === "EVAL" && UPSTASH_SHEBANG.test(script)) {
    const plain = script.replace(UPSTASH_SHEBANG, "#!lua");
    portableHashes.set(sha1(script), sha1(plain));
    return [commandName, plain, ...args.slice(1)];
  }
  return commandName === "EVALSHA" ? [commandName, portableHash(script), ...args.slice(1)] : [commandName, ...args];
}

/** The message of an error, as Upstash's client is given it; it is not for the log. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const isReplyError = (error: unknown): error is Error => error instanceof Error && error.name === "ReplyError";

// Redis's error reply is a result; any other error is thrown.
function toUpstashResult([error, result]: [error: Error | null, result: unknown]):
  | { error: string }
  | { result: unknown } {
  if (error && !isReplyError(error)) throw error;
  return error ? { error: messageOf(error) } : { result };
}

/** Sends commands of `@upstash/redis` over TCP instead of its REST API. */
export function tcpRequester(client: IORedis | Cluster): Requester {
  const enqueue = (batch: ChainableCommander, command: Command) => batch.call(...toPortableCommand(command));
  const sendOne = (command: Command): Promise<[error: Error | null, result: unknown]> =>
    client.call(...toPortableCommand(command)).then(
      (result) => [null, result],
      (error) => [error, null],
    );

  async function execute({ path, body }: UpstashRequest): Promise<unknown> {
    const kind = path?.[0];
    if (kind && kind !== "pipeline" && kind !== "multi-exec")
      throw new Error(`not available over TCP: /${path?.join("/")}`);
    if (!kind) return toUpstashResult(await sendOne(body as Command));
    const commands = body as Command[];
    const [only] = commands;
    if (kind === "pipeline" && only && commands.length === 1) return [toUpstashResult(await sendOne(only))];
    const batch = kind === "pipeline" ? client.pipeline() : client.multi();
    for (const command of commands) enqueue(batch, command);
    return ((await batch.exec()) ?? []).map(toUpstashResult);
  }

  return { request: async <T>(request: UpstashRequest) => (await execute(request)) as UpstashResponse<T> };
}
